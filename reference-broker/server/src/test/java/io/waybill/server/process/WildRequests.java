package io.waybill.server.process;

import io.waybill.environment.Randomness;
import io.waybill.server.process.RecordedRequests.Recorded;
import io.waybill.wire.message.Api;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a seed makes of recorded requests: bytes for one connection. */
final class WildRequests {

    /** Numbers that stand where lengths, counts and versions do. */
    private static final int[] NASTY = {
        -1, -2, 0, 1, 127, 128, 255, 0x7fff, 0x8000, 0xffff, 0x10000, 1_000_000, 0x7fffffff, 0x80000000
    };

    /** Those that wait on purpose: what stands behind them is answered when they are. */
    private static final Set<Api> MAY_WAIT = EnumSet.of(Api.FETCH);

    private final List<Recorded> recorded;

    WildRequests(List<Recorded> recorded) {
        this.recorded = recorded;
    }

    /**
     * What is sent.
     *
     * @param bytes frames with their lengths, or what is left of them
     * @param isInFrames whether all lengths are right: then everything is answered, or the connection is ended
     * @param pieces in how many pieces it is sent
     * @param ending what is done when all is sent
     */
    record Conversation(byte[] bytes, boolean isInFrames, int pieces, Ending ending) {}

    /** How whoever sent it goes. */
    enum Ending {
        /** Waits for what comes, as long as something must. */
        LISTENS,
        /** Ends its side. */
        ENDS,
        /** Breaks off. */
        RESETS
    }

    Conversation draw(long seed) {
        var random = Randomness.ofSeed(seed);
        List<byte[]> frames = new ArrayList<>();
        boolean waits = false;
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Recorded one = recorded.get(random.nextInt(recorded.size()));
            waits |= MAY_WAIT.contains(one.api());
            byte[] frame = one.frame();
            if (i == 0 || random.chance(0.5)) {
                for (int times = 1 + random.nextInt(3); times > 0; times--) {
                    frame = broken(frame, random);
                }
            }
            // A key of another API may stand there now, of one that waits too.
            waits |= frame.length > 1 && frame[0] == 0 && frame[1] == Api.FETCH.key();
            frames.add(frame);
            if (random.chance(0.1)) {
                frames.add(frame);
            }
        }
        byte[] bytes = framed(frames);
        boolean isInFrames = random.chance(0.7);
        if (!isInFrames) {
            bytes = broken(bytes, random);
        }
        Ending ending = Ending.values()[random.nextInt(3)];
        return new Conversation(bytes, isInFrames && !waits, 1 + random.nextInt(3), ending);
    }

    private static byte[] framed(List<byte[]> frames) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(frame.length).array());
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    private byte[] broken(byte[] bytes, Randomness random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(9)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(300));
            }
            case 2 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 3 -> changed[at] = (byte) NASTY[random.nextInt(NASTY.length)];
            case 4 -> put(changed, at, NASTY[random.nextInt(NASTY.length)]);
            // The head: API, version, number.
            case 5 -> changed[Math.min(at, random.nextInt(9))] = (byte) random.nextInt(90);
            case 6 -> {
                // A count or a length as a varint, as large as can be said.
                for (int i = at; i < Math.min(bytes.length, at + 4); i++) {
                    changed[i] = (byte) 0xff;
                }
            }
            case 7 -> {
                return spliced(
                        bytes, recorded.get(random.nextInt(recorded.size())).frame(), random);
            }
            default -> {
                int until = at + random.nextInt(bytes.length - at);
                return joined(Arrays.copyOf(bytes, until), Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
        return changed;
    }

    private static void put(byte[] bytes, int at, int number) {
        if (at + Integer.BYTES <= bytes.length) {
            ByteBuffer.wrap(bytes).putInt(at, number);
        }
    }

    /** The beginning of one and the end of another. */
    private static byte[] spliced(byte[] first, byte[] second, Randomness random) {
        int from = random.nextInt(second.length);
        return joined(
                Arrays.copyOf(first, random.nextInt(first.length)), Arrays.copyOfRange(second, from, second.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
