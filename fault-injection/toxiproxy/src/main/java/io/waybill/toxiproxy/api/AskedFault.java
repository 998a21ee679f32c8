package io.waybill.toxiproxy.api;

import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import io.waybill.toxiproxy.json.Fields;
import io.waybill.toxiproxy.json.JsonException;
import io.waybill.toxiproxy.proxy.Half;
import io.waybill.toxiproxy.proxy.RefusedException;
import io.waybill.toxiproxy.toxic.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fault on links that is asked for. */
record AskedFault(String id, LinkFault fault, List<Set<Half>> links) {

    private static final String KINDS = "stall, drop, refuse, reset, delay, throttle or slice";

    /** Each number is a duration or a size that a program can mean; more would overflow where it is added up. */
    private static final long MOST = 1_000_000_000;

    static AskedFault of(String body) {
        Object json = Asked.json(body);
        try {
            Fields fields = Fields.of(json, "a fault");
            String id = fields.text("id", "");
            if (id.isEmpty()) {
                throw Asked.missing("id");
            }
            return new AskedFault(id, fault(fields), links(fields.get("links")));
        } catch (JsonException e) {
            throw Asked.badBody(e);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "bad request body: " + e.getMessage());
        }
    }

    private static LinkFault fault(Fields fields) {
        String kind = fields.text("fault", "");
        return switch (kind) {
            case "stall" -> new LinkFault.Stall();
            case "drop" -> new LinkFault.Blackhole(millis(fields, "silence"));
            case "refuse" -> new LinkFault.Refuse();
            case "reset" -> new LinkFault.Reset();
            case "delay" -> {
                Duration least = millis(fields, "latency");
                yield new LinkFault.Delay(Span.of(least, least.plus(millis(fields, "jitter"))));
            }
            case "throttle" -> new LinkFault.Throttle(number(fields, "bytes_per_second"));
            case "slice" -> new LinkFault.Slice((int) number(fields, "size"), millis(fields, "delay"));
            default -> throw new JsonException("field \"fault\" must be " + KINDS + ", was \"" + kind + "\"");
        };
    }

    private static Duration millis(Fields fields, String name) {
        return Duration.ofMillis(number(fields, name));
    }

    private static long number(Fields fields, String name) {
        Long value = fields.whole(name);
        long number = value == null ? 0 : value;
        if (number < 0 || number > MOST) {
            throw new JsonException("field \"" + name + "\" must be from 0 to " + MOST + ", was " + number);
        }
        return number;
    }

    private static List<Set<Half>> links(@Nullable Object json) {
        if (!(json instanceof List<?> list) || list.isEmpty()) {
            throw Asked.missing("links");
        }
        List<Set<Half>> links = new ArrayList<>();
        for (Object each : list) {
            Fields link = Fields.of(each, "a link");
            String stream = link.text("stream", "");
            Direction direction = Direction.of(stream)
                    .orElseThrow(() -> new JsonException(
                            "field \"stream\" of a link must be upstream or downstream, was \"" + stream + "\""));
            links.add(Set.of(new Half(link.text("proxy", ""), direction)));
        }
        return links;
    }
}
