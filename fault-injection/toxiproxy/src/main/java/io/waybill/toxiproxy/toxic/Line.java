package io.waybill.toxiproxy.toxic;

import io.netty.util.concurrent.EventExecutor;

/** What the stages of one direction of a connection ask of it. */
public interface Line {

    /** Returns the thread on which everything of this connection happens, and whose ticker is its clock. */
    EventExecutor thread();

    /** Returns whether the connection is being opened just now. */
    boolean isOpening();

    /** Says that this connection will be reset when it is closed, instead of being ended in order. */
    void resetAtClose();

    /** Says that the end which now follows is that of the whole connection, not of this direction alone. */
    void endsWhole();

    /** Something of ours is wrong: the connection cannot go on. */
    void failed(RuntimeException problem);

    /** Something was handed on outside of a read: sends it. */
    void flush();

    /** More may be read: there is room again. */
    void onRoom();

    /** Returns the memory that all connections share for what they hold back. */
    HeldMemory memory();
}
