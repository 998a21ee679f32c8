package io.waybill.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a request of HTTP/1 says before its content (RFC 9112).
 *
 * @param method such as GET
 * @param path without a query
 * @param accept what the other side can read; empty where it does not say
 */
record HttpHead(String method, String path, String accept) {

    private static final String ACCEPT = "accept:";

    /** Returns whether the bytes hold a whole head: a line without anything ends it. */
    static boolean isWhole(byte[] bytes, int length) {
        for (int i = 0; i < length - 1; i++) {
            boolean isEnd = bytes[i] == '\n'
                    && (bytes[i + 1] == '\n' || (i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n'));
            if (isEnd) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a whole head.
     *
     * @throws IllegalArgumentException where it is none
     */
    static HttpHead parse(byte[] bytes, int length) {
        List<String> lines =
                Arrays.asList(new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\r?\n", -1));
        String[] words = lines.get(0).split(" ", -1);
        if (words.length != 3 || words[0].isEmpty() || !words[1].startsWith("/") || !words[2].startsWith("HTTP/1.")) {
            throw new IllegalArgumentException("a request must begin with METHOD /path HTTP/1.1");
        }
        String accept = lines.stream()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(ACCEPT))
                .map(line -> line.substring(ACCEPT.length()).strip())
                .findFirst()
                .orElse("");
        return new HttpHead(words[0], words[1].split("\\?", 2)[0], accept);
    }
}
