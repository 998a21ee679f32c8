package io.waybill.benchmark.broker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Every run of a session as JSON. */
final class ReportJson {

    private final List<String> contenders;
    private final SessionPlan plan;
    private final Results results;

    ReportJson(List<String> contenders, SessionPlan plan, Results results) {
        this.contenders = contenders;
        this.plan = plan;
        this.results = results;
    }

    void write(Writer writer) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(writer)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("java", Runtime.version().toString());
            json.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
            json.writeNumberField("repetitions", plan.repetitions());
            json.writeArrayFieldStart("clusters");
            for (int nodes : plan.sizes()) {
                for (String contender : contenders) {
                    cluster(json, new Side(contender, nodes));
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void cluster(JsonGenerator json, Side side) throws IOException {
        json.writeStartObject();
        json.writeStringField("broker", side.contender());
        json.writeNumberField("nodes", side.nodes());
        json.writeArrayFieldStart("starts");
        for (Start start : results.starts(side)) {
            json.writeStartObject();
            json.writeNumberField("readySeconds", start.readySeconds());
            json.writeNumberField("brokerCpuSeconds", start.brokerSeconds());
            json.writeNumberField("residentBytes", start.residentBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("peakResidentBytes");
        for (long bytes : results.peaks(side)) {
            json.writeNumber(bytes);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("loads");
        for (Load load : plan.loads()) {
            load(json, load, results.measurements(side, load));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void load(JsonGenerator json, Load load, List<Measurement> runs) throws IOException {
        json.writeStartObject();
        json.writeStringField("load", load.name());
        json.writeNumberField("records", load.count());
        json.writeNumberField("valueBytes", load.sizeBytes());
        json.writeArrayFieldStart("runs");
        for (Measurement run : runs) {
            json.writeStartObject();
            if (load.kind() == Load.Kind.LATENCY) {
                json.writeNumberField("p50Millis", run.latency().p50Millis());
                json.writeNumberField("p99Millis", run.latency().p99Millis());
                json.writeNumberField("p999Millis", run.latency().p999Millis());
            } else {
                json.writeNumberField("recordsPerSecond", run.recordsPerSecond());
            }
            json.writeNumberField("brokerCpuSeconds", run.usage().brokerSeconds());
            json.writeNumberField("clientCpuSeconds", run.usage().clientSeconds());
            json.writeNumberField("otherCores", run.usage().otherCores());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
