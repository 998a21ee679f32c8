package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.checker.Claim;
import io.waybill.report.json.ResultJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResultJsonTest {

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            String text = Files.readString(Path.of("../docs/schema/result-1.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("the published schema cannot be read", e);
        }
    }

    private static List<Error> problems(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    private static Report run(Optional<String> failure, boolean interrupted, Judged... judged) {
        return Report.ofRun(Facts.RUN, List.of(judged), failure, interrupted);
    }

    @Test
    void every_conclusion_keeps_the_published_schema() {
        Judged holding = Facts.configuration("a", Facts.holding());
        Judged losing = Facts.configuration("b", Facts.losing(3));
        Judged control = Facts.configuration("c", Set.of(Claim.AT_LEAST_ONCE), Facts.losing(9));
        Judged unknown =
                Facts.configuration("d", Facts.torn(List.of(Facts.unknown(Claim.AT_LEAST_ONCE, "it is torn"))));
        List<Report> reports = List.of(
                run(Optional.empty(), false, holding, control),
                run(Optional.empty(), false, holding, losing, control),
                run(Optional.empty(), false, unknown),
                run(Optional.of("node 2 did not start"), false, holding),
                run(Optional.empty(), true, holding),
                Report.ofRun(Facts.PLANTED, List.of(Facts.wrongInside("e", Facts.holding())), Optional.empty(), false),
                Report.ofHistory(Judged.alone("a.waybill", Facts.losing(1), Circumstances.NONE)));

        for (Report report : reports) {
            assertThat(problems(ResultJson.of(report, "0.1.0", false)))
                    .as(report.headline())
                    .isEmpty();
            assertThat(problems(ResultJson.of(report, "0.1.0", true)))
                    .as(report.headline())
                    .isEmpty();
        }
    }

    @Test
    void the_schema_refuses_a_verdict_that_its_exit_code_denies() {
        String json = ResultJson.of(
                Report.ofHistory(Judged.alone("a.waybill", Facts.losing(1), Circumstances.NONE)), "0.1.0", false);

        assertThat(problems(json.replace("\"exitCode\" : 1", "\"exitCode\" : 0")))
                .isNotEmpty();
        assertThat(problems(json.replace("\"at-least-once\"", "\"at-lest-once\"")))
                .isNotEmpty();
        assertThat(problems(json.replace("\"violations\" : 1", "\"violations\" : 0")))
                .isNotEmpty();
    }

    @Test
    void the_schema_names_every_claim() throws IOException {
        String text = Files.readString(Path.of("../docs/schema/result-1.json"));

        for (Claim claim : Claim.values()) {
            assertThat(text).contains('"' + claim.id() + '"');
        }
    }
}
