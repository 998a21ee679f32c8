package io.waybill.toxiproxy.toxic;

/** Where bytes go next: a stage, or the socket behind the last one. */
interface Flow {

    /** Returns whether more should be given now. What is given all the same is taken. */
    boolean hasRoom();

    /** Takes bytes, which belong to the flow from here on. */
    void take(Chunk chunk);

    /** Nothing more comes. */
    void end();
}
