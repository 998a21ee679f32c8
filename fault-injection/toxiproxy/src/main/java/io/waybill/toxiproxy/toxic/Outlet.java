package io.waybill.toxiproxy.toxic;

import io.netty.buffer.ByteBuf;

/** Where a direction of a connection comes out. */
public interface Outlet {

    /** Returns whether more should be given now. */
    boolean hasRoom();

    /** Takes bytes, which belong to the outlet from here on. */
    void write(ByteBuf bytes);

    /** Nothing more comes. */
    void end();
}
