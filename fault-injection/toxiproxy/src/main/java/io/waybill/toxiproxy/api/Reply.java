package io.waybill.toxiproxy.api;

import io.waybill.toxiproxy.json.Json;
import io.waybill.toxiproxy.proxy.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered to a request. */
record Reply(int status, String contentType, String body) {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    static Reply ok(Object value) {
        return new Reply(200, JSON, Json.write(value));
    }

    static Reply created(Object value) {
        return new Reply(201, JSON, Json.write(value));
    }

    static Reply nothing() {
        return new Reply(204, JSON, "");
    }

    static Reply text(int status, String text) {
        return new Reply(status, TEXT, text);
    }

    static Reply metrics(String text) {
        return new Reply(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    static Reply refused(RefusedException problem) {
        return new Reply(problem.status(), JSON, Json.write(errorOf(problem)) + "\n");
    }

    static Map<String, Object> errorOf(RefusedException problem) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", problem.text());
        error.put("status", problem.status());
        return error;
    }
}
