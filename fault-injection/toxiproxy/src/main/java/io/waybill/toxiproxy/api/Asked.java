package io.waybill.toxiproxy.api;

import io.waybill.toxiproxy.json.Fields;
import io.waybill.toxiproxy.json.Json;
import io.waybill.toxiproxy.json.JsonException;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.RefusedException;
import io.waybill.toxiproxy.toxic.Direction;
import io.waybill.toxiproxy.toxic.Toxic;
import io.waybill.toxiproxy.toxic.ToxicType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked for in the bodies of requests, with Toxiproxy's defaults and complaints. */
final class Asked {

    private Asked() {}

    static @Nullable Object json(String body) {
        try {
            return Json.read(body);
        } catch (JsonException e) {
            throw badBody(e);
        }
    }

    static RefusedException badBody(JsonException problem) {
        return new RefusedException(400, "bad request body: " + problem.text());
    }

    static RefusedException missing(String field) {
        return new RefusedException(400, "missing required field: " + field);
    }

    /** Returns a proxy that is to be added. */
    static ProxyRequest proxy(String body) {
        ProxyRequest asked = changed(json(body), new ProxyRequest("", "", "", true));
        if (asked.name().isEmpty()) {
            throw missing("name");
        }
        if (asked.upstream().isEmpty()) {
            throw missing("upstream");
        }
        return asked;
    }

    /** Returns a proxy as it is to be, what is not mentioned as it is. */
    static ProxyRequest changed(@Nullable Object json, ProxyRequest now) {
        try {
            Fields fields = Fields.of(json, "a proxy");
            return new ProxyRequest(
                    fields.text("name", now.name()),
                    fields.text("listen", now.listen()),
                    fields.text("upstream", now.upstream()),
                    fields.truth("enabled", now.enabled()));
        } catch (JsonException e) {
            throw badBody(e);
        }
    }

    /** Returns the proxies of a list. */
    static List<ProxyRequest> proxies(String body) {
        Object json = json(body);
        if (json != null && !(json instanceof List)) {
            throw badBody(new JsonException("expected a list of proxies"));
        }
        List<ProxyRequest> proxies = new ArrayList<>();
        if (json instanceof List<?> list) {
            for (Object each : list) {
                ProxyRequest proxy = changed(each, new ProxyRequest("", "", "", true));
                proxies.add(proxy);
            }
        }
        for (int i = 0; i < proxies.size(); i++) {
            if (proxies.get(i).name().isEmpty()) {
                throw missing("name at proxy " + (i + 1));
            }
            if (proxies.get(i).upstream().isEmpty()) {
                throw missing("upstream at proxy " + (i + 1));
            }
        }
        return proxies;
    }

    /** Returns a toxic that is to be added. */
    static Toxic toxic(String body) {
        Object json = json(body);
        try {
            Fields fields = Fields.of(json, "a toxic");
            String stream = fields.text("stream", Direction.DOWNSTREAM.word());
            String word = fields.text("type", "");
            float toxicity = fields.number("toxicity", 1);
            String asked = fields.text("name", "");
            Direction direction = Direction.of(stream)
                    .orElseThrow(() ->
                            new RefusedException(400, "stream was invalid, can be either upstream or downstream"));
            ToxicType type = ToxicType.of(word).orElseThrow(() -> new RefusedException(400, "invalid toxic type"));
            String name = asked.isEmpty() ? word + "_" + stream : asked;
            return new Toxic(name, type, stream, direction, toxicity, attributes(fields, type));
        } catch (JsonException e) {
            throw badBody(e);
        }
    }

    /** Returns a toxic as it is to be: only its toxicity and its attributes can change. */
    static Toxic changed(@Nullable Object json, Toxic now) {
        try {
            Fields fields = Fields.of(json, "a toxic");
            return now.with(fields.number("toxicity", now.toxicity()), attributes(fields, now.type()));
        } catch (JsonException e) {
            throw badBody(e);
        }
    }

    private static SortedMap<String, Long> attributes(Fields toxic, ToxicType type) {
        Fields given = Fields.of(toxic.get("attributes"), "field \"attributes\"");
        SortedMap<String, Long> attributes = new TreeMap<>();
        for (String name : type.attributes()) {
            Long value = given.whole(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }
}
