package io.waybill.log.batch;

/** What {@link RecordBatch#check} finds out about the bytes of a batch. */
public enum BatchCheck {
    /** Everything that a batch says of itself holds. */
    SOUND("is sound"),
    /** The bytes end before the batch does. */
    CUT_SHORT("is cut short"),
    /** Its length is less than that of a header, or negative. */
    BAD_LENGTH("has an impossible length"),
    /** It is not of format 2. */
    BAD_MAGIC("is not of format 2"),
    /** The checksum is not that of the bytes. */
    BAD_CRC("does not match its checksum"),
    /** An offset, a count or a producer's number is out of its range. */
    BAD_FIELD("has a field out of range");

    private final String words;

    BatchCheck(String words) {
        this.words = words;
    }

    /** Returns the rest of a sentence whose subject is the batch. */
    public String words() {
        return words;
    }
}
