/*
 * lossy-link: carries packets between two network namespaces as a long line would: at a rate, through a queue of a size, late,
 * and not all of them. Run by the script beside it, which makes the namespaces.
 *
 *   lossy-link NS_A ADDRESS_A NS_B ADDRESS_B MBIT DELAY_MS LOSS_PERCENT QUEUE_KIB SEED
 *
 * Each end is a TUN device that was made here and then moved into its namespace. Both directions are alike: a packet is dropped
 * when the queue before the line is full, takes its time on the line, may be lost there, and arrives after the one-way delay.
 * Prints "ready", and counts for each direction at SIGTERM.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { PACKET_MAX = 2048, RING = 1 << 15 };

struct packet {
    int64_t arrives_ns;
    int length;
    unsigned char bytes[PACKET_MAX];
};

struct line {
    const char *name;
    int in, out;
    int64_t free_ns; /* when the line has sent all that waits */
    uint32_t first, count;
    struct packet *ring; /* in order of arrival: what went on the line earlier arrives earlier */
    uint64_t state;      /* of the random numbers */
    long long passed, lost, overflowed, bytes;
};

static double ns_per_byte, loss;
static int64_t delay_ns, queue_ns;
static volatile sig_atomic_t ended;

static void end(int signal_number) { (void)signal_number; ended = 1; }

static void fail(const char *what) {
    fprintf(stderr, "lossy-link: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* splitmix64, as a number from 0 to 1 */
static double chance(struct line *line) {
    uint64_t z = line->state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

static int make_end(const char *space, const char *address, char side) {
    int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    if (tun < 0) fail("/dev/net/tun");
    struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
    snprintf(request.ifr_name, IFNAMSIZ, "lossy%d%c", (int)getpid() % 100000, side);
    if (ioctl(tun, TUNSETIFF, &request) < 0) fail("cannot make a TUN device");
    char command[512];
    snprintf(command, sizeof command,
             "ip link set %s netns %s && ip -n %s addr add %s/24 dev %s && ip -n %s link set %s mtu 1500 txqueuelen 20000 up && "
             "ip -n %s link set lo up",
             request.ifr_name, space, space, address, request.ifr_name, space, request.ifr_name, space);
    if (system(command) != 0) exit(1);
    return tun;
}

static void take(struct line *line) {
    for (;;) {
        static unsigned char excess[PACKET_MAX];
        struct packet *slot = &line->ring[(line->first + line->count) % RING];
        int fits = line->count < RING;
        ssize_t length = read(line->in, fits ? slot->bytes : excess, PACKET_MAX);
        if (length <= 0) return;
        int64_t time = now();
        if (line->free_ns < time) line->free_ns = time;
        if (!fits || line->free_ns - time + (int64_t)(length * ns_per_byte) > queue_ns) {
            line->overflowed++;
            continue;
        }
        line->free_ns += (int64_t)(length * ns_per_byte);
        if (chance(line) < loss) {
            line->lost++;
            continue;
        }
        slot->length = (int)length;
        slot->arrives_ns = line->free_ns + delay_ns;
        line->count++;
    }
}

/* Gives out what has arrived by now. Returns when the next will, or INT64_MAX. */
static int64_t give(struct line *line) {
    int64_t time = now();
    while (line->count > 0) {
        struct packet *packet = &line->ring[line->first];
        if (packet->arrives_ns > time) return packet->arrives_ns;
        if (write(line->out, packet->bytes, packet->length) < 0 && errno == EAGAIN) return time + 100000;
        line->passed++;
        line->bytes += packet->length;
        line->first = (line->first + 1) % RING;
        line->count--;
    }
    return INT64_MAX;
}

int main(int count, char **values) {
    if (count != 10) {
        fputs("usage: lossy-link NS_A ADDRESS_A NS_B ADDRESS_B MBIT DELAY_MS LOSS_PERCENT QUEUE_KIB SEED\n", stderr);
        return 2;
    }
    ns_per_byte = 8000.0 / atof(values[5]);
    delay_ns = (int64_t)(atof(values[6]) * 1e6);
    loss = atof(values[7]) / 100;
    queue_ns = (int64_t)(atof(values[8]) * 1024 * ns_per_byte);
    int a = make_end(values[1], values[2], 'a'), b = make_end(values[3], values[4], 'b');
    struct line lines[2] = {{.name = "a to b", .in = a, .out = b}, {.name = "b to a", .in = b, .out = a}};
    for (int i = 0; i < 2; i++) {
        lines[i].ring = calloc(RING, sizeof(struct packet));
        lines[i].state = strtoull(values[9], NULL, 10) * 2 + (uint64_t)i;
        if (!lines[i].ring) fail("memory");
    }
    /* a line does not wait until a busy machine has time; where that is not allowed, it does */
    struct sched_param priority = {.sched_priority = 1};
    sched_setscheduler(0, SCHED_RR, &priority);
    signal(SIGTERM, end);
    signal(SIGINT, end);
    puts("ready");
    fflush(stdout);
    while (!ended) {
        int64_t first = give(&lines[0]), second = give(&lines[1]);
        int64_t wait = (first < second ? first : second) - now();
        if (wait < 0) wait = 0;
        if (wait > 200000000) wait = 200000000;
        struct timespec timeout = {.tv_sec = 0, .tv_nsec = wait};
        struct pollfd ends[2] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};
        ppoll(ends, 2, &timeout, NULL);
        if (ends[0].revents & POLLIN) take(&lines[0]);
        if (ends[1].revents & POLLIN) take(&lines[1]);
    }
    for (int i = 0; i < 2; i++) {
        printf("%s: passed %lld (%lld bytes), lost %lld, overflowed %lld\n", lines[i].name, lines[i].passed, lines[i].bytes,
               lines[i].lost, lines[i].overflowed);
    }
    return 0;
}
