package io.waybill.server.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames:
 *
 * <pre>
 *  0       4                  4 + length
 *  +-------+------------------+-------+------ …
 *  | length | content          | length |
 *  +-------+------------------+-------+------ …
 * </pre>
 *
 * The length is a signed number, big endian, of the content alone; 0 is a frame without content. A frame is one array
 * that holds nothing else. Of a large one no more memory is taken than twice what has come of it, whatever its length
 * says.
 */
final class FrameReader {

    /** A frame of so many bytes or fewer is never asked for memory. */
    static final int SMALL_BYTES = 1 << 16;

    private static final byte[] NOTHING = {};

    private final int maxFrameBytes;
    private final Memory memory;
    private int lengthBytes;
    private int length;
    private byte[] content = NOTHING;
    private int contentBytes;
    private int takenBytes;
    private boolean isWaiting;

    /** Who says whether a large frame may be read now. */
    interface Memory {

        /** There is enough for everything. */
        Memory UNLIMITED = new Memory() {
            @Override
            public boolean take(int bytes) {
                return true;
            }

            @Override
            public void give(int bytes) {}
        };

        /**
         * Takes memory; false where the reader must wait until {@link FrameReader#go}, which gives it what it asked.
         */
        boolean take(int bytes);

        /** Gives back what was taken. */
        void give(int bytes);
    }

    FrameReader(int maxFrameBytes, Memory memory) {
        this.maxFrameBytes = maxFrameBytes;
        this.memory = memory;
    }

    /**
     * Takes what has come, up to the end of one frame.
     *
     * @return the frame, or null where its end has not come yet: then everything was taken, unless it waits for memory
     * @throws BadLength where it is negative or too large; nothing can be read any more
     */
    @Nullable
    ByteBuffer next(ByteBuf bytes) throws BadLength {
        while (lengthBytes < Integer.BYTES) {
            if (!bytes.isReadable()) {
                return null;
            }
            length = (length << Byte.SIZE) | bytes.readUnsignedByte();
            lengthBytes++;
            if (lengthBytes == Integer.BYTES) {
                begin();
            }
        }
        if (isWaiting) {
            return null;
        }
        while (contentBytes < length && bytes.isReadable()) {
            if (contentBytes == content.length) {
                content = Arrays.copyOf(content, Math.min(length, 2 * content.length));
            }
            int taken = Math.min(bytes.readableBytes(), content.length - contentBytes);
            bytes.readBytes(content, contentBytes, taken);
            contentBytes += taken;
        }
        return contentBytes < length ? null : finish();
    }

    /** Returns whether a part of a frame has come and not the whole. */
    boolean isWithin() {
        return lengthBytes > 0;
    }

    private void begin() throws BadLength {
        if (length < 0 || length > maxFrameBytes) {
            throw new BadLength(length, maxFrameBytes);
        }
        if (length <= SMALL_BYTES || memory.take(length)) {
            go();
        } else {
            isWaiting = true;
        }
    }

    /** Memory was taken for the frame that it is within. */
    void go() {
        isWaiting = false;
        takenBytes = length > SMALL_BYTES ? length : 0;
        content = new byte[Math.min(length, SMALL_BYTES)];
    }

    /** Returns whether it takes nothing because it waits for memory. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** Gives back the memory of a frame that will not be complete. */
    void abandon() {
        int taken = takenBytes;
        takenBytes = 0;
        content = NOTHING;
        if (taken > 0) {
            memory.give(taken);
        }
    }

    private ByteBuffer finish() {
        var frame = ByteBuffer.wrap(content);
        contentBytes = 0;
        length = 0;
        lengthBytes = 0;
        abandon();
        return frame;
    }

    /** A frame that says that it is larger than any may be. */
    static final class BadLength extends Exception {

        private BadLength(int length, int max) {
            super("length of a frame must be from 0 to " + max + ", was " + length, null, false, false);
        }
    }
}
