package io.waybill.client.admin;

/** Who is to lead a partition (KIP-460). */
public enum Election {
    /** The first of its replicas, where that one is in sync. */
    PREFERRED(0),
    /** Any replica that is there, even if acknowledged records are lost with it. */
    UNCLEAN(1);

    private final byte code;

    Election(int code) {
        this.code = (byte) code;
    }

    /** Returns the protocol's number. */
    byte code() {
        return code;
    }
}
