package io.waybill.history.format;

import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * What a file is by its first bytes. Its name is not asked: a name is what somebody called it.
 *
 * @param format the format; meaningless where there is a complaint
 * @param complaint why it is none of the formats, or an empty text
 */
record Detection(HistoryFormat format, String complaint) {

    /** Enough for a byte order mark, a line of comment and the first key. */
    private static final int LOOKED_AT_BYTES = 4096;

    static Detection of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(LOOKED_AT_BYTES);
            return of(first, first.length);
        }
    }

    static Detection of(byte[] bytes, int length) {
        if (HistoryReader.isHistory(bytes, length)) {
            return is(HistoryFormat.WAYBILL);
        }
        int at = next(bytes, startsWithByteOrderMark(bytes, length) ? 3 : 0, length);
        if (at == length) {
            // Nothing but white space: a history in which nothing happened, whatever it is called.
            return is(HistoryFormat.JSONL);
        }
        return switch (bytes[at]) {
            case '{' -> ofMap(bytes, next(bytes, at + 1, length), length);
            case '[', '(' -> ofSequence(bytes, next(bytes, at + 1, length), length);
            case '#', ';' -> is(HistoryFormat.JEPSEN_EDN);
            default -> none(bytes, length);
        };
    }

    private static Detection ofMap(byte[] bytes, int at, int length) {
        return is(at < length && bytes[at] == ':' ? HistoryFormat.JEPSEN_EDN : HistoryFormat.JSONL);
    }

    private static Detection ofSequence(byte[] bytes, int at, int length) {
        if (at < length && bytes[at] == '{') {
            int key = next(bytes, at + 1, length);
            if (key < length && bytes[key] == '"') {
                return new Detection(
                        HistoryFormat.JSONL,
                        "it begins like a JSON array, expected JSON Lines: one object a line and no brackets around"
                                + " them (jq -c '.[]' makes them)");
            }
        }
        return is(HistoryFormat.JEPSEN_EDN);
    }

    private static Detection none(byte[] bytes, int length) {
        if (length > 1 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
            return new Detection(HistoryFormat.WAYBILL, "it is compressed by gzip: decompress it first");
        }
        String begin = printable(bytes, Math.min(length, 12));
        return new Detection(
                HistoryFormat.WAYBILL,
                "it begins with " + begin
                        + ", expected a history: waybill (begins with WAYBILL), jsonl (a JSON object a"
                        + " line) or jepsen-edn (maps like {:type :ok, …})");
    }

    private static String printable(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (bytes[at] < ' ' || bytes[at] > '~') {
                return "bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, length);
            }
        }
        return '"' + new String(bytes, 0, length, StandardCharsets.US_ASCII) + '"';
    }

    private static boolean startsWithByteOrderMark(byte[] bytes, int length) {
        return length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF;
    }

    private static int next(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && (bytes[at] == ' ' || bytes[at] == ',' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
            at++;
        }
        return at;
    }

    private static Detection is(HistoryFormat format) {
        return new Detection(format, "");
    }
}
