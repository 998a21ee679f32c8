package io.waybill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.campaign.SeedRange;
import io.waybill.campaign.Summary;
import io.waybill.report.json.JsonText;
import io.waybill.simulation.Subject;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** What a campaign of simulated runs came to, for programs. */
final class SimulationJson {

    private SimulationJson() {}

    static String of(Subject subject, SeedRange range, Summary summary) {
        return JsonText.of(json -> write(json, subject, range, summary));
    }

    private static void write(JsonGenerator json, Subject subject, SeedRange range, Summary summary)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("seeds", range.toString());
        json.writeStringField("profile", subject.profile());
        json.writeArrayFieldStart("mutants");
        for (Subject.Flaw flaw : subject.flaws()) {
            json.writeString(flaw.id());
        }
        json.writeEndArray();
        json.writeNumberField("runs", summary.runs());
        json.writeBooleanField("stopped", summary.stopped());
        seeds(json, "failing", summary.failing());
        seeds(json, "broken", summary.broken());
        json.writeStringField("hash", String.format(Locale.ROOT, "%016x", summary.hash()));
        json.writeNumberField("virtualNanos", summary.virtualNanos());
        json.writeNumberField("cpuNanos", summary.cpuNanos());
        json.writeNumberField("wallNanos", summary.wallNanos());
        json.writeNumberField("events", summary.events());
        json.writeNumberField("acknowledged", summary.counts().acknowledged());
        json.writeNumberField("unknown", summary.counts().unknown());
        json.writeNumberField("failed", summary.counts().failed());
        json.writeNumberField("polls", summary.counts().polls());
        json.writeNumberField("checks", summary.counts().checks());
        counts(json, "findings", summary.findings());
        counts(json, "faults", summary.faults());
        counts(json, "moments", summary.moments());
        json.writeEndObject();
    }

    private static void seeds(JsonGenerator json, String name, Iterable<Long> seeds) throws IOException {
        json.writeArrayFieldStart(name);
        for (long seed : seeds) {
            json.writeNumber(seed);
        }
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, String name, SortedMap<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
