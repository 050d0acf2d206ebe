package dev.fileswarm.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.Mutations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Gives the decoders hostile inputs, and checks of each that it is a frame, the beginning of one, or refused in words. */
final class FrameCampaign {
    /** What became of the inputs. */
    private long frames;

    private long incomplete;
    private long refused;

    private final Mutations mutations;
    private final ByteBuffer encoded = ByteBuffer.allocate(2 * FrameCodec.MAX_FRAME_BYTES);
    private final ByteBuffer encodedAgain = ByteBuffer.allocate(2 * FrameCodec.MAX_FRAME_BYTES);

    FrameCampaign(long seed) {
        List<byte[]> good = FrameVector.ALL.stream().map(FrameVector::bytes).toList();
        this.mutations = new Mutations(seed, good);
    }

    FrameCampaign run(long inputs) {
        mutations.feed(inputs, this::take);
        return this;
    }

    @Override
    public String toString() {
        return frames + " frames, " + incomplete + " incomplete, " + refused + " refused";
    }

    private void take(byte[] input) throws WireException {
        // A wrong length is refused first, so most inputs get a right one and their bodies are read.
        if (input.length > FrameCodec.LENGTH_BYTES && mutations.random().nextInt(4) != 0) {
            ByteBuffer.wrap(input).putInt(0, input.length - FrameCodec.LENGTH_BYTES);
        }
        ByteBuffer in = ByteBuffer.wrap(input);
        try {
            Frame frame = mutations.random().nextInt(8) == 0 ? FrameCodec.decodeFirst(in) : FrameCodec.decode(in);
            if (frame == null) incomplete++;
            else requireSame(frame);
        } catch (WireException e) {
            refused++;
            requireWords(e);
        }
    }

    /** What was read is written, and read again as the same. */
    private void requireSame(Frame frame) throws WireException {
        frames++;
        encode(frame, encoded);
        if (encoded.remaining() > FrameCodec.roomFor(frame)) throw new AssertionError("no room for " + frame);
        Frame again = FrameCodec.decode(encoded.duplicate());
        encode(again, encodedAgain);
        if (!encoded.equals(encodedAgain)) throw new AssertionError(frame + " becomes " + again);
    }

    private static void encode(Frame frame, ByteBuffer into) {
        into.clear();
        FrameCodec.encode(frame, into);
        into.flip();
    }

    private static void requireWords(WireException e) {
        String why = e.getMessage();
        if (why.length() < 10 || !why.contains(": ")) assertThat(why).isEqualTo("words that name frame and field");
        if (why.getBytes(StandardCharsets.UTF_8).length > 400) assertThat(why).isEqualTo("something shorter");
    }
}
