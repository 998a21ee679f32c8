package io.waybill.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a disk asks of the system. Every call blocks until it is done or has failed. There is one real one; tests put a
 * broken one in its place.
 */
interface Device {

    /** Returns the names of the files that a disk may have, in ascending order. */
    List<String> list() throws IOException;

    /**
     * Opens a file.
     *
     * @param create whether to create it empty where there is none
     * @throws java.nio.file.NoSuchFileException where there is none and it is not to be created
     */
    RawFile open(String name, boolean create) throws IOException;

    /**
     * Gives a file another name, in one step; a file that had this name is gone.
     *
     * @throws java.nio.file.NoSuchFileException where there is no such file
     */
    void rename(String from, String to) throws IOException;

    /** Deletes a file; does nothing where there is none. */
    void delete(String name) throws IOException;

    /** Makes the names durable. */
    void sync() throws IOException;

    /** Returns how many bytes may still be written here, as far as the system tells. */
    long usableBytes() throws IOException;

    /** An open file. Used by one thread at a time. */
    interface RawFile {

        /** Returns its length in bytes. */
        long size() throws IOException;

        /**
         * Writes some of the bytes of some buffers, in order, and moves their positions by what was written.
         *
         * @param position where in the file the first byte goes
         * @return how many bytes were written, 1 or more where there are any
         */
        long write(List<ByteBuffer> pieces, long position) throws IOException;

        /** Reads some bytes; returns how many, -1 at the end of the file and beyond. */
        int read(ByteBuffer into, long position) throws IOException;

        /** Shortens it; does nothing where it is not longer. */
        void truncate(long size) throws IOException;

        /** Makes its bytes durable, and its length. */
        void force() throws IOException;

        /** Closes it. */
        void close() throws IOException;
    }
}
