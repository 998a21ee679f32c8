package io.waybill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.json.JsonText;
import java.io.IOException;

/** Several runs of a plan as JSON: each in short, its whole result lies in its directory, and what they came to. */
final class SeriesJson {

    private SeriesJson() {}

    /**
     * Returns the document.
     *
     * @param version of the Waybill that made it
     * @param allowUnknown whether an unknown claim is good enough for the exit code 0
     */
    static String of(SeriesResult result, String version, boolean allowUnknown) {
        return JsonText.of(json -> write(json, result, version, allowUnknown));
    }

    private static void write(JsonGenerator json, SeriesResult result, String version, boolean allowUnknown)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("waybill", version);
        json.writeStringField("verdict", result.conclusion().word());
        json.writeNumberField("exitCode", result.conclusion().exitCode(allowUnknown));
        json.writeStringField("headline", SeriesText.headline(result));
        json.writeStringField("seed", "0x" + Long.toHexString(result.seed()));
        json.writeNumberField("durationMs", result.took().toMillis());
        json.writeObjectFieldStart("counts");
        for (Conclusion each : Conclusion.values()) {
            json.writeNumberField(each.word(), result.of(each).size());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("runs");
        for (Report each : result.reports()) {
            run(json, each, allowUnknown);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void run(JsonGenerator json, Report report, boolean allowUnknown) throws IOException {
        json.writeStartObject();
        fields(json, report, allowUnknown);
        json.writeEndObject();
    }

    /** Writes what is said of one of several runs. */
    static void fields(JsonGenerator json, Report report, boolean allowUnknown) throws IOException {
        RunFacts run = report.run().orElseThrow();
        json.writeStringField("id", run.id());
        json.writeStringField("seed", run.seed());
        json.writeStringField("verdict", report.conclusion().word());
        json.writeNumberField("exitCode", report.conclusion().exitCode(allowUnknown));
        json.writeStringField("headline", report.headline());
        json.writeStringField("directory", run.directory());
        json.writeNumberField("durationMs", run.took().toMillis());
    }
}
