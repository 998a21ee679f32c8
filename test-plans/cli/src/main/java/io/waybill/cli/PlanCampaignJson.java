package io.waybill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.campaign.plan.ClaimCount;
import io.waybill.campaign.plan.ConfigurationCount;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlanSummary;
import io.waybill.checker.Expectation;
import io.waybill.checker.Verdict;
import io.waybill.report.json.JsonText;
import io.waybill.runner.RunRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a plan came to under many seeds, for programs. */
final class PlanCampaignJson {

    private final JsonGenerator json;

    private PlanCampaignJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(PlanCampaign campaign, Optional<String> profile, PlanSummary summary) {
        return JsonText.of(
                json -> new PlanCampaignJson(json).write(campaign, profile.orElse(RunRequest.FULL), summary));
    }

    private void write(PlanCampaign campaign, String profile, PlanSummary summary) throws IOException {
        json.writeStartObject();
        json.writeStringField("plan", campaign.plan().name());
        json.writeStringField("profile", profile);
        json.writeStringField("environment", "simulated");
        json.writeStringField("seeds", campaign.seeds().toString());
        json.writeNumberField("controlEvery", campaign.controlEvery());
        json.writeNumberField("threads", campaign.threads());
        json.writeObjectFieldStart("plantedFlaws");
        for (Map.Entry<String, String> flaw : campaign.flaws().byId().entrySet()) {
            json.writeStringField(flaw.getKey(), flaw.getValue());
        }
        json.writeEndObject();
        json.writeStringField("verdict", word(summary));
        json.writeStringField("headline", new PlanCampaignHeadline(campaign, summary).text());
        json.writeNumberField("seedsRun", summary.seeds());
        json.writeNumberField("runs", summary.runs());
        json.writeBooleanField("stopped", summary.stopped());
        seeds("failing", summary.failing());
        seeds("broken", summary.broken());
        json.writeArrayFieldStart("configurations");
        for (ConfigurationCount each : summary.configurations()) {
            configuration(each);
        }
        json.writeEndArray();
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
        counts("findings", summary.findings());
        counts("faults", summary.faults());
        json.writeEndObject();
    }

    private static String word(PlanSummary summary) {
        return switch (summary.verdict()) {
            case HOLDS -> "holds";
            case VIOLATED -> "violated";
            case UNKNOWN -> "unknown";
            case INTERRUPTED -> "interrupted";
            case FAILED, CONTROL_DID_NOT_BREAK -> "failed";
        };
    }

    private void configuration(ConfigurationCount each) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", each.configuration().name());
        json.writeStringField("role", each.isControl() ? "control" : "subject");
        json.writeNumberField("seeds", each.seeds());
        json.writeNumberField("drained", each.drained());
        json.writeArrayFieldStart("claims");
        for (ClaimCount count : each.claims()) {
            json.writeStartObject();
            json.writeStringField("claim", count.claim().id());
            json.writeStringField("verdict", count.verdict().word());
            Expectation expectation = each.expectations().of(count.claim());
            if (!each.isControl() && expectation != Expectation.HOLDS) {
                json.writeStringField("expected", expectation.word());
            }
            if (count.verdict() instanceof Verdict.Unknown unknown) {
                json.writeStringField("reason", unknown.reason());
            }
            json.writeNumberField("held", count.held());
            json.writeNumberField("violated", count.violated());
            if (count.firstViolated().isPresent()) {
                json.writeNumberField("firstViolated", count.firstViolated().getAsLong());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("pressure");
        for (ConfigurationCount.MomentTotal moment : each.moments()) {
            json.writeStartObject();
            json.writeStringField("moment", moment.pressure().moment().sentence());
            json.writeNumberField("hits", moment.hits());
            json.writeNumberField("seeds", moment.seeds());
            json.writeNumberField("required", moment.pressure().required());
            json.writeNumberField("wanted", moment.pressure().wanted());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void seeds(String name, Iterable<Long> seeds) throws IOException {
        json.writeArrayFieldStart(name);
        for (long seed : seeds) {
            json.writeNumber(seed);
        }
        json.writeEndArray();
    }

    private void counts(String name, SortedMap<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
