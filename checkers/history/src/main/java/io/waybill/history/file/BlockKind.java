package io.waybill.history.file;

/** What a block holds. The codes are part of the file format. */
enum BlockKind {
    /** Sends of one session to one partition. */
    SENDS(1),
    /** Deliveries to one consumer from one partition. */
    DELIVERIES(2),
    /** Every other event, and the texts that sends refer to. */
    EVENTS(3),
    /** The heads of all blocks before it, written when the file is closed. */
    INDEX(4),
    /** Settlements by one consumer of messages of one queue. */
    SETTLEMENTS(5);

    private static final BlockKind[] BY_CODE = {SENDS, DELIVERIES, EVENTS, INDEX, SETTLEMENTS};

    final int code;

    BlockKind(int code) {
        this.code = code;
    }

    static BlockKind of(int code) {
        if (code < 1 || code > BY_CODE.length) {
            throw new CorruptHistoryException("unknown kind of block: " + code);
        }
        return BY_CODE[code - 1];
    }
}
