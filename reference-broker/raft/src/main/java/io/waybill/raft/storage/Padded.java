package io.waybill.raft.storage;

/** Numbers in names of files, with zeros in front so that names sort as the numbers do. */
final class Padded {

    private Padded() {}

    static String of(long number, int digits) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
