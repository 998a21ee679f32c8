package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppearanceTest {

    private static final String ESCAPE = "\u001b[";
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @TempDir
    private Path directory;

    private Session session;

    @BeforeEach
    void a_history_is_there() {
        Samples.lostWrite(directory);
        session = Session.in(directory);
    }

    private String shown(Session where) {
        return where.type("check", "lost-write.waybill").out();
    }

    @Test
    void colours_are_for_terminals_only() {
        assertThat(shown(session)).doesNotContain(ESCAPE);
        assertThat(shown(session.atTerminal(XTERM))).contains(ESCAPE + "38;5;208m✕ VIOLATED");
        assertThat(shown(session.atTerminal(Map.of("TERM", "xterm")))).contains(ESCAPE + "31m✕ VIOLATED");
    }

    @Test
    void no_color_and_dumb_terminals_have_none() {
        assertThat(shown(session.atTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1"))))
                .doesNotContain(ESCAPE);
        assertThat(shown(session.atTerminal(Map.of("TERM", "dumb")))).doesNotContain(ESCAPE);
        assertThat(shown(session.atTerminal(Map.of()))).doesNotContain(ESCAPE);
        assertThat(shown(session.atTerminal(Map.of("TERM", "xterm", "CLICOLOR", "0"))))
                .doesNotContain(ESCAPE);
    }

    @Test
    void an_empty_no_color_counts_as_not_set() {
        assertThat(shown(session.atTerminal(Map.of("TERM", "xterm", "NO_COLOR", ""))))
                .contains(ESCAPE);
    }

    @Test
    void colours_can_be_forced_into_a_pipe_but_not_against_no_color() {
        assertThat(shown(session.inPipe(Map.of("CLICOLOR_FORCE", "1")))).contains(ESCAPE);
        assertThat(shown(session.inPipe(Map.of("CLICOLOR_FORCE", "0")))).doesNotContain(ESCAPE);
        assertThat(shown(session.inPipe(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"))))
                .doesNotContain(ESCAPE);
    }

    @Test
    void colours_change_no_letter() {
        String coloured = shown(session.atTerminal(XTERM));

        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(shown(session));
    }

    @Test
    void json_is_never_coloured_and_keeps_the_published_schema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../../docs/schema/result-1.json")), InputFormat.JSON);
        Samples.healthy(directory);
        Samples.empty(directory);
        Samples.torn(directory);

        for (String file : new String[] {"lost-write", "healthy", "empty", "torn"}) {
            String json = session.atTerminal(Map.of("TERM", "xterm", "CLICOLOR_FORCE", "1"))
                    .type("check", file + ".waybill", "--json")
                    .out();

            assertThat(json).doesNotContain(ESCAPE);
            assertThat(schema.validate(json, InputFormat.JSON)).as(file).isEmpty();
        }
    }

    @Test
    void a_charset_without_signs_gets_letters_in_the_same_columns() {
        String ascii = shown(session.charset(StandardCharsets.US_ASCII));
        String unicode = shown(session);

        assertThat(ascii).isASCII().contains("x VIOLATED").contains("p2 > orders-3");
        assertThat(ascii.lines().map(String::length).toList())
                .isEqualTo(unicode.lines().map(String::length).toList());
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        for (int columns : new int[] {72, 80, 104, 140}) {
            assertThat(shown(session.columns(columns))
                            .lines()
                            .filter(line -> line.codePointCount(0, line.length()) > columns))
                    .as(columns + " columns")
                    .isEmpty();
        }
    }

    @Test
    void a_name_cannot_move_the_cursor() throws IOException {
        Path file = directory.resolve("hostile.waybill");
        try (HistoryWriter out = HistoryWriter.create(file)) {
            out.write(new Event.PartitionDefined(0, "or\u001b[2Jders", 0, Event.PartitionKind.LOG));
            out.write(new Event.SessionDefined(0, "p\r\n1", true, Event.Acks.ALL, 1, null, 0, 0, 0));
            out.write(new Event.Send(new MessageId(0, 0, 0), Event.NONE, Event.NONE, Outcome.ok(), 0, null, 10, 20));
            out.write(new Event.Closed(30));
        }

        String shown = session.type("explain", "hostile.waybill", "--message", "p\r\n1#0")
                .out();

        assertThat(shown).contains("or\\x1b[2Jders").contains("p\\x0d\\x0a1").doesNotContain("\u001b");
    }

    @Test
    void the_lists_name_every_claim_every_anomaly_and_every_plan() {
        String claims = session.type("claims").out();
        String plans = session.type("list").out();

        assertThat(Claim.values()).allSatisfy(claim -> assertThat(claims).contains("  " + claim.id() + " "));
        assertThat(ClaimCatalogue.anomalies())
                .allSatisfy(kind -> assertThat(claims).contains("  " + kind.id() + " "));
        assertThat(PlanCatalogue.plans()).allSatisfy(plan -> assertThat(plans).contains(plan.name()));
    }
}
