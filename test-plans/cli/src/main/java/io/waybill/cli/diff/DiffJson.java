package io.waybill.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.report.json.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What is otherwise between two runs, for programs; {@code docs/schema/diff-1.json} is its schema. */
public final class DiffJson {

    /** The schema's name. */
    public static final String SCHEMA = "urn:waybill:schema:diff:1";

    private final JsonGenerator json;

    private DiffJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Returns it as a JSON document.
     *
     * @param exitCode of the command
     */
    public static String of(RunDiff diff, int exitCode) {
        return JsonText.of(json -> new DiffJson(json).write(diff, exitCode));
    }

    private void write(RunDiff diff, int exitCode) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        side("then", diff.then());
        side("now", diff.now());
        json.writeNumberField("exitCode", exitCode);
        json.writeArrayFieldStart("claims");
        for (ClaimChange each : diff.claims()) {
            json.writeStartObject();
            json.writeStringField("configuration", each.configuration());
            json.writeStringField("role", each.control() ? "control" : "subject");
            json.writeStringField("claim", each.claim().id());
            json.writeStringField("then", each.then());
            json.writeStringField("now", each.now());
            json.writeStringField("course", each.course().word());
            json.writeStringField("because", each.because());
            json.writeEndObject();
        }
        json.writeEndArray();
        changes("onlyInOne", diff.missing());
        changes("environment", diff.place());
        json.writeBooleanField(
                "planKept", !diff.then().plan().isEmpty() && !diff.now().plan().isEmpty());
        changes("plan", diff.plan());
        pairs("pressure", diff.pressure());
        pairs("counts", diff.counts());
        both("latencyP99Nanos", diff.p99());
        both("recoveryWorstNanos", diff.recovery());
        json.writeEndObject();
    }

    private void side(String name, Side side) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("id", side.id());
        json.writeStringField("seed", side.seed());
        json.writeStringField("verdict", side.report().conclusion().word());
        json.writeEndObject();
    }

    private void changes(String name, List<Change> changes) throws IOException {
        json.writeArrayFieldStart(name);
        for (Change each : changes) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeStringField("then", each.then());
            json.writeStringField("now", each.now());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void pairs(String name, List<RunDiff.Pair> pairs) throws IOException {
        json.writeArrayFieldStart(name);
        for (RunDiff.Pair each : pairs) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeNumberField("then", each.then());
            json.writeNumberField("now", each.now());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void both(String name, RunDiff.Both<Duration> both) throws IOException {
        json.writeObjectFieldStart(name);
        if (both.then().isPresent()) {
            json.writeNumberField("then", both.then().get().toNanos());
        }
        if (both.now().isPresent()) {
            json.writeNumberField("now", both.now().get().toNanos());
        }
        json.writeEndObject();
    }
}
