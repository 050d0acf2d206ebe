package dev.fileswarm.agent.transport.udp;

/** The greatest of the values of the last rounds, from the best of each third of them. Not thread-safe. */
final class MaxFilter {
    private final long rounds;
    private final double[] value = new double[3];
    private final long[] round = new long[3];

    MaxFilter(long rounds) {
        this.rounds = rounds;
    }

    double get() {
        return value[0];
    }

    void update(double sample, long now) {
        if (sample >= value[0] || now - round[2] > rounds) {
            for (int i = 0; i < 3; i++) set(i, sample, now);
            return;
        }
        if (sample >= value[1]) {
            set(1, sample, now);
            set(2, sample, now);
        } else if (sample >= value[2]) {
            set(2, sample, now);
        }
        long age = now - round[0];
        if (age > rounds) {
            set(0, value[1], round[1]);
            set(1, value[2], round[2]);
            set(2, sample, now);
            if (now - round[0] > rounds) {
                set(0, value[1], round[1]);
                set(1, value[2], round[2]);
            }
        } else if (round[1] == round[0] && age > rounds / 4) {
            set(1, sample, now);
            set(2, sample, now);
        } else if (round[2] == round[1] && age > rounds / 2) {
            set(2, sample, now);
        }
    }

    private void set(int index, double sample, long now) {
        value[index] = sample;
        round[index] = now;
    }
}
