package io.waybill.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Counts;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.Step;
import io.waybill.checker.finding.Obligations;
import io.waybill.history.Event;
import io.waybill.report.Finding;
import io.waybill.report.Inside;
import io.waybill.report.Judged;
import io.waybill.report.NotRun;
import io.waybill.report.PressureCount;
import io.waybill.report.Repeated;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.Story;
import io.waybill.report.StoryStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a report as {@code result.json}: the same facts as the text, for programs. Its schema is published in
 * {@code docs/schema/result-1.json}; fields are added, never changed, within a major version.
 */
public final class ResultJson {

    /** The version of the schema. */
    public static final String SCHEMA_VERSION = "1.2";

    /** The schema's name. */
    public static final String SCHEMA = "urn:waybill:schema:result:1";

    private final Report report;
    private final JsonGenerator json;

    private ResultJson(Report report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    /**
     * Returns a report as a JSON document.
     *
     * @param version of the Waybill that made it
     * @param allowUnknown whether an unknown claim is good enough for the exit code 0
     */
    public static String of(Report report, String version, boolean allowUnknown) {
        return JsonText.of(json -> new ResultJson(report, json).write(version, allowUnknown));
    }

    private void write(String version, boolean allowUnknown) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("waybill", version);
        json.writeStringField("source", report.source());
        if (report.run().isPresent()) {
            run(report.run().get());
        }
        json.writeStringField("verdict", report.conclusion().word());
        json.writeNumberField("exitCode", report.conclusion().exitCode(allowUnknown));
        json.writeStringField("headline", report.headline());
        if (report.failure().isPresent()) {
            json.writeStringField("failure", report.failure().get());
        }
        json.writeArrayFieldStart("configurations");
        for (Judged judged : report.judged()) {
            configuration(judged);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("anomalies");
        for (Finding finding : report.findings()) {
            anomaly(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void run(RunFacts run) throws IOException {
        json.writeObjectFieldStart("run");
        json.writeStringField("id", run.id());
        json.writeStringField("plan", run.plan());
        json.writeStringField("seed", run.seed());
        json.writeStringField("system", run.system());
        json.writeStringField("environment", run.site().environment());
        json.writeStringField("profile", run.site().profile());
        json.writeArrayFieldStart("plantedFlaws");
        for (Map.Entry<String, String> flaw : run.site().planted().entrySet()) {
            json.writeStartObject();
            json.writeStringField("id", flaw.getKey());
            json.writeStringField("description", flaw.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!run.notRun().isEmpty()) {
            notRun(run.notRun());
        }
        if (!run.repeated().isEmpty()) {
            repeated(run.repeated());
        }
        json.writeStringField("repetition", run.site().repetition().word());
        json.writeStringField("directory", run.directory());
        json.writeNumberField("durationMs", run.took().toMillis());
        json.writeEndObject();
    }

    private void notRun(List<NotRun> all) throws IOException {
        json.writeArrayFieldStart("notRun");
        for (NotRun each : all) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeStringField("role", each.isControl() ? "control" : "subject");
            if (!each.mustBreak().isEmpty()) {
                claims("mustBreak", each.mustBreak().stream().sorted().toList());
            }
            json.writeStringField("why", each.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void repeated(List<Repeated> all) throws IOException {
        json.writeArrayFieldStart("repeated");
        for (Repeated each : all) {
            json.writeStartObject();
            json.writeStringField("configuration", each.configuration());
            json.writeNumberField("violated", each.violated());
            strings("runs", each.runs());
            if (each.shrunk().isPresent()) {
                json.writeObjectFieldStart("shrunk");
                json.writeNumberField("faults", each.shrunk().get().all());
                strings("enough", each.shrunk().get().enough());
                json.writeBooleanField("least", each.shrunk().get().isLeast());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void configuration(Judged judged) throws IOException {
        Judgement judgement = judged.judgement();
        json.writeStartObject();
        json.writeStringField("name", judged.name());
        json.writeStringField("role", judged.isControl() ? "control" : "subject");
        Expectations expectations = judged.expectations();
        List<Claim> mustBreak = expectations.claims(Expectation.BREAKS);
        if (!mustBreak.isEmpty()) {
            claims("mustBreak", mustBreak);
        }
        if (judged.isControl()) {
            json.writeStringField("why", judged.control().orElse(""));
        } else if (!expectations.claims(Expectation.MAY_BREAK).isEmpty()) {
            claims("mayBreak", expectations.claims(Expectation.MAY_BREAK));
        }
        json.writeStringField("history", judged.history());
        attributes(judgement.attributes());
        counts(judgement.counts());
        json.writeArrayFieldStart("claims");
        for (ClaimVerdict each : judged.claims()) {
            claim(judged, each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("obligations");
        for (Obligations each : judgement.obligations()) {
            obligations(each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("pressure");
        for (PressureCount each : judged.pressure()) {
            pressure(each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("faults");
        for (Judgement.FaultInterval each : judgement.faults()) {
            fault(each);
        }
        json.writeEndArray();
        if (judged.inside().isPresent()) {
            inside(judged.inside().get());
        }
        if (judgement.tear().isPresent()) {
            json.writeObjectFieldStart("tear");
            json.writeNumberField("position", judgement.tear().get().position());
            json.writeNumberField("lostBytes", judgement.tear().get().lostBytes());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void inside(Inside inside) throws IOException {
        json.writeObjectFieldStart("simulated");
        json.writeStringField("hash", inside.hash());
        json.writeNumberField("virtualNanos", inside.lasted().toNanos());
        json.writeNumberField("events", inside.events());
        json.writeArrayFieldStart("sightings");
        for (Inside.Sighting each : inside.sightings()) {
            json.writeStartObject();
            json.writeStringField("layer", each.layer());
            json.writeStringField("id", each.id());
            json.writeStringField("evidence", each.evidence());
            json.writeNumberField("atNanos", each.at().toNanos());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void attributes(Map<String, String> attributes) throws IOException {
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> each : new TreeMap<>(attributes).entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }

    private void counts(Counts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("sends", counts.sends());
        json.writeNumberField("acknowledged", counts.acknowledged());
        json.writeNumberField("failed", counts.failed());
        json.writeNumberField("noReply", counts.indeterminate());
        json.writeNumberField("deliveries", counts.deliveries());
        json.writeNumberField("transactions", counts.transactions());
        json.writeNumberField("faults", counts.faults());
        json.writeEndObject();
    }

    private void claim(Judged judged, ClaimVerdict each) throws IOException {
        json.writeStartObject();
        json.writeStringField("claim", each.claim().id());
        json.writeStringField("title", each.claim().title());
        json.writeStringField("verdict", each.verdict().word());
        Expectation expectation = judged.expectations().of(each.claim());
        if (!judged.isControl() && expectation != Expectation.HOLDS) {
            json.writeStringField("expected", expectation.word());
        }
        long violations = each.verdict().match(holds -> 0L, violated -> violated.violations(), unknown -> 0L);
        long evidence = each.verdict().match(holds -> holds.evidence(), violated -> 0L, unknown -> 0L);
        json.writeNumberField("violations", violations);
        json.writeNumberField("evidence", evidence);
        json.writeNumberField("outOf", each.outOf());
        String reason = each.verdict().match(holds -> "", violated -> "", unknown -> unknown.reason());
        if (!reason.isEmpty()) {
            json.writeStringField("reason", reason);
        }
        strings("because", each.because().stream().map(AnomalyKind::id).toList());
        strings(
                "anomalies",
                report.findings().stream()
                        .filter(finding -> finding.judged().equals(judged)
                                && finding.breaks().contains(each.claim()))
                        .map(Finding::id)
                        .toList());
        json.writeEndObject();
    }

    private void obligations(Obligations each) throws IOException {
        json.writeStartObject();
        json.writeStringField("scope", each.scope());
        json.writeNumberField("acknowledged", each.acknowledged());
        json.writeNumberField("delivered", each.discharged());
        json.writeNumberField("lost", each.violated());
        json.writeNumberField("open", each.open());
        json.writeNumberField("excused", each.excused());
        json.writeEndObject();
    }

    private void pressure(PressureCount each) throws IOException {
        json.writeStartObject();
        json.writeStringField("moment", each.moment());
        json.writeNumberField("hits", each.hits());
        json.writeNumberField("required", each.required());
        json.writeNumberField("wanted", each.wanted());
        claims("claims", each.claims());
        json.writeEndObject();
    }

    private void fault(Judgement.FaultInterval each) throws IOException {
        Event.FaultStarted started = each.started();
        json.writeStartObject();
        json.writeStringField("kind", started.kind());
        json.writeStringField("named", started.named());
        strings("resolved", started.resolved());
        json.writeNumberField("startNanos", started.timeNanos());
        if (each.stopped().isPresent()) {
            json.writeNumberField("endNanos", each.stopped().get().completeNanos());
        }
        json.writeEndObject();
    }

    private void anomaly(Finding finding) throws IOException {
        AnomalyKind kind = finding.group().kind();
        json.writeStartObject();
        json.writeStringField("id", finding.id());
        json.writeStringField("kind", kind.id());
        json.writeStringField("title", kind.title());
        json.writeStringField("configuration", finding.judged().name());
        json.writeNumberField("count", finding.group().count());
        claims("breaks", finding.breaks());
        json.writeArrayFieldStart("witnesses");
        for (Anomaly each : finding.group().witnesses()) {
            witness(each, finding.judged().judgement().names());
        }
        json.writeEndArray();
        if (finding.story().isPresent()) {
            story(finding.story().get());
        }
        json.writeEndObject();
    }

    private void witness(Anomaly anomaly, Names names) throws IOException {
        json.writeStartObject();
        if (anomaly.message().isPresent()) {
            json.writeStringField("message", names.message(anomaly.message().get()));
        }
        json.writeStringField("contradiction", anomaly.contradiction(names));
        json.writeEndObject();
    }

    private void story(Story story) throws IOException {
        json.writeObjectFieldStart("counterexample");
        json.writeStringField("message", story.subject());
        json.writeArrayFieldStart("steps");
        int number = 1;
        for (StoryStep step : story.steps()) {
            json.writeStartObject();
            json.writeNumberField("n", number++);
            json.writeNumberField("atNanos", step.atNanos());
            json.writeStringField("by", step.actor());
            json.writeStringField("event", step.event());
            json.writeStringField("what", step.what());
            if (!step.note().isEmpty()) {
                json.writeStringField("note", step.note());
            }
            json.writeBooleanField("needed", step.role() == Step.Role.PROVES);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("contradiction", story.contradiction());
        strings("notAFalseAlarm", story.alibi());
        json.writeNumberField("omittedSteps", story.omitted());
        json.writeEndObject();
    }

    private void claims(String field, List<Claim> claims) throws IOException {
        strings(field, claims.stream().map(Claim::id).toList());
    }

    private void strings(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
