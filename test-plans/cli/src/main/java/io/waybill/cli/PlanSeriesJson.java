package io.waybill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.checker.Claim;
import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.report.json.JsonText;
import java.io.IOException;
import java.util.Optional;

/** The runs of several plans as JSON: each in short, its whole result lies with it, and what they came to. */
final class PlanSeriesJson {

    private PlanSeriesJson() {}

    /**
     * Returns the document.
     *
     * @param version of the Waybill that made it
     * @param allowUnknown whether an unknown claim is good enough for the exit code 0
     */
    static String of(PlanSeriesResult result, String version, boolean allowUnknown) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("waybill", version);
            json.writeStringField("verdict", result.conclusion().word());
            json.writeNumberField("exitCode", result.conclusion().exitCode(allowUnknown));
            json.writeStringField("headline", PlanSeriesText.headline(result));
            json.writeNumberField("durationMs", result.took().toMillis());
            json.writeObjectFieldStart("counts");
            for (Conclusion each : Conclusion.values()) {
                json.writeNumberField(each.word(), result.of(each).size());
            }
            json.writeNumberField("refused", result.refused().size());
            json.writeNumberField("not run", result.notReached().size());
            json.writeEndObject();
            json.writeArrayFieldStart("plans");
            for (PlanSeriesResult.Row each : result.rows()) {
                plan(json, each, allowUnknown);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void plan(JsonGenerator json, PlanSeriesResult.Row row, boolean allowUnknown) throws IOException {
        json.writeStartObject();
        json.writeStringField("plan", row.plan());
        if (row.profile().isPresent()) {
            json.writeStringField("profile", row.profile().get());
        }
        json.writeStringField(
                "verdict", row.conclusion().map(Conclusion::word).orElse(row.isRefused() ? "refused" : "not run"));
        strings(
                json,
                "toBeViolated",
                row.toBeViolated().stream().sorted().map(Claim::id).toList());
        strings(json, "refused", row.refused());
        Optional<Report> report = row.report();
        if (report.isPresent()) {
            json.writeObjectFieldStart("controls");
            json.writeNumberField("all", row.controls());
            json.writeNumberField("broke", row.broken());
            json.writeEndObject();
            json.writeObjectFieldStart("run");
            SeriesJson.fields(json, report.get(), allowUnknown);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String each : texts) {
            json.writeString(each);
        }
        json.writeEndArray();
    }
}
