package io.waybill.server.metrics;

import java.nio.charset.StandardCharsets;

/**
 * What is answered: always the last answer of its connection.
 *
 * @param status such as {@code 200 OK}
 * @param contentType of the body
 * @param moreHeaders lines with their ends; may be empty
 * @param body the content
 */
record HttpAnswer(String status, String contentType, String moreHeaders, String body) {

    /** Returns an answer that says in words why there is no page. */
    static HttpAnswer refusal(String status, String moreHeaders, String why) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", moreHeaders, why + "\n");
    }

    /** Returns its bytes; the body is left out where only the head was asked for. */
    byte[] bytes(boolean headOnly) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + content.length + "\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n" + moreHeaders
                        + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        if (headOnly) {
            return head;
        }
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }
}
