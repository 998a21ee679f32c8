package io.waybill.image;

/** What images of ours say about themselves, so that they can be found and removed, and no others. */
public final class Labels {

    /** On every image that was built or tagged here: its name without the tag. */
    public static final String IMAGE = "io.waybill.image";

    /** The digest of all inputs; the tag is its beginning. */
    public static final String INPUTS = "io.waybill.inputs";

    /** What it was built on. */
    public static final String BASE = "io.waybill.base";

    /** Which Waybill built it. */
    public static final String VERSION = "io.waybill.version";

    private Labels() {}
}
