package io.waybill.history.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.RecordedEvents;
import io.waybill.history.file.Tear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlImportTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void a_line_of_a_completed_send_is_a_send() throws IOException {
        List<Event> events = imported("""
                {"type":"send","topic":"orders","partition":3,"value":"order-8842","process":"p2","offset":1187,\
                "outcome":"ok","invoke":134327000000,"complete":134331000000}
                """);

        assertThat(events)
                .containsExactlyInAnyOrder(
                        new Event.SessionDefined(0, "p2", false, Event.Acks.UNSPECIFIED, 0, null, 0, 0, 0),
                        new Event.PartitionDefined(0, "orders", 3, Event.PartitionKind.LOG),
                        new Event.MessageNamed(new MessageId(0, 0, 0), "order-8842"),
                        new Event.Send(
                                new MessageId(0, 0, 0),
                                Event.NONE,
                                Event.NONE,
                                Outcome.ok(),
                                1187,
                                null,
                                134327000000L,
                                134331000000L),
                        new Event.Attribute("imported-from", "jsonl"),
                        new Event.Closed(134331000000L));
    }

    @Test
    void polls_and_single_deliveries_are_deliveries() throws IOException {
        List<Event> events = imported("""
                {"type":"send","topic":"t","value":0,"process":"p","outcome":"ok","offset":0,"invoke":1,"complete":2}
                {"type":"send","topic":"t","value":1,"process":"p","outcome":"ok","offset":1,"invoke":3,"complete":4}
                {"type":"poll","process":"c","invoke":5,"complete":6,"records":[{"topic":"t","offset":0,"value":0}]}
                {"type":"delivery","process":"c","invoke":7,"complete":8,"topic":"t","offset":1,"value":"1","key":"k"}
                {"type":"poll","process":"c","invoke":9,"complete":10,"outcome":"ok","records":[]}
                """);

        assertThat(events)
                .contains(
                        new Event.Delivery(0, 0, 0, new MessageId(0, 0, 0), -1, -1, -1, false, 5, 6),
                        new Event.Delivery(0, 0, 1, new MessageId(0, 0, 1), 0, -1, -1, false, 7, 8),
                        new Event.Poll(0, Outcome.ok(), 9, 10));
    }

    @Test
    void a_delivery_may_stand_before_its_send() throws IOException {
        List<Event> events = imported("""
                {"type":"delivery","process":"c","invoke":5,"complete":6,"topic":"t","offset":0,"value":"late"}
                {"type":"delivery","process":"c","invoke":5,"complete":6,"topic":"t","offset":1,"value":"never"}
                {"type":"send","topic":"t","value":"late","process":"p","outcome":"ok","offset":0,"invoke":1,"complete":2}
                """);

        MessageId late = named(events, "late");
        MessageId never = named(events, "never");
        assertThat(delivered(events)).containsExactly(late, never);
        assertThat(sent(events)).containsExactly(late);
    }

    @Test
    void sequences_follow_the_invocations_whatever_the_order_of_the_lines() throws IOException {
        List<Event> events = imported("""
                {"type":"send","topic":"t","value":"second","process":"p","outcome":"ok","invoke":20,"complete":21}
                {"type":"delivery","process":"c","topic":"t","offset":0,"value":"first","invoke":50,"complete":51}
                {"type":"send","topic":"t","value":"first","process":"p","outcome":"ok","invoke":10,"complete":30}
                {"type":"send","topic":"t","value":"third","process":"p","outcome":"info","invoke":30}
                """);

        assertThat(named(events, "first").sequence()).isEqualTo(0);
        assertThat(named(events, "second").sequence()).isEqualTo(1);
        assertThat(named(events, "third").sequence()).isEqualTo(2);
        assertThat(delivered(events)).containsExactly(named(events, "first"));
    }

    @Test
    void a_value_that_was_sent_twice_is_two_messages_told_apart_by_their_offsets() throws IOException {
        List<Event> events = imported("""
                {"type":"producer","process":"p","idempotent":true}
                {"type":"send","topic":"t","value":"a","process":"p","outcome":"info","invoke":1}
                {"type":"send","topic":"t","value":"b","process":"p","outcome":"ok","offset":5,"invoke":2,"complete":3}
                {"type":"send","topic":"t","value":"a","process":"p","outcome":"ok","offset":6,"invoke":4,"complete":9}
                {"type":"poll","process":"c","invoke":10,"complete":11,"records":[{"topic":"t","offset":5,"value":"b"},\
                {"topic":"t","offset":6,"value":"a"},{"topic":"t","offset":9,"value":"a"}]}
                {"type":"poll","process":"d","invoke":10,"complete":11,"records":[{"topic":"t","offset":9,"value":"a"},\
                {"topic":"t","offset":6,"value":"a"}]}
                """);

        List<MessageId> delivered = delivered(events);
        MessageId first = new MessageId(1, 0, 0);
        MessageId second = new MessageId(1, 0, 1);
        assertThat(sent(events)).containsExactlyInAnyOrder(new MessageId(0, 0, 0), first, second);
        assertThat(delivered).containsExactly(new MessageId(0, 0, 0), second, first, first, second);
        assertThat(events)
                .anyMatch(e -> e instanceof Event.SessionDefined s
                        && s.id() == 1
                        && !s.idempotent()
                        && s.name().equals("p (repeated values)"));
    }

    @Test
    void a_send_may_be_told_when_it_is_invoked_and_when_it_is_answered() throws IOException {
        List<Event> events = imported("""
                {"type":"send","topic":"t","value":"a","process":"p","key":"k","invoke":1}
                {"type":"send","topic":"t","value":"b","process":"p","invoke":2}
                {"type":"send","topic":"t","value":"a","process":"p","outcome":"ok","offset":7,"invoke":1,"complete":3}
                """);

        assertThat(events)
                .contains(
                        new Event.Send(new MessageId(0, 0, 0), 0, Event.NONE, Outcome.ok(), 7, null, 1, 3),
                        new Event.Send(
                                new MessageId(0, 0, 1),
                                Event.NONE,
                                Event.NONE,
                                Outcome.info("no answer was recorded"),
                                -1,
                                null,
                                2,
                                Event.NEVER));
        assertThat(sent(events)).hasSize(2);
    }

    @Test
    void nothing_follows_from_sends_without_times() throws IOException {
        List<Event> events = imported("""
                {"type":"assigned","process":"c","partitions":[{"topic":"t"}]}
                {"type":"delivery","process":"c","topic":"t","offset":0,"value":"a"}
                {"type":"send","topic":"t","value":"a","process":"p","outcome":"ok","offset":0}
                """);

        assertThat(events)
                .contains(
                        new Event.Assigned(0, List.of(0), Event.NONE, 1),
                        new Event.Delivery(0, 0, 0, new MessageId(1, 0, 0), -1, -1, -1, false, 2, 2),
                        new Event.Send(new MessageId(1, 0, 0), -1, -1, Outcome.ok(), 0, null, 0, Event.NEVER));
    }

    @Test
    void a_last_line_that_breaks_off_is_a_tear() throws IOException {
        String whole = """
                {"type":"send","topic":"t","value":0,"process":"p","outcome":"ok","offset":0,"invoke":1,"complete":2}
                {"type":"delivery","process":"c","topic":"t","offset":1,"value":"ghost","invoke":3,"complete":4}
                """;
        String torn = whole + "{\"type\":\"send\",\"top";

        try (JsonlImport.Imported imported = JsonlImport.read(file(torn), "jsonl")) {
            List<Event> events = RecordedEvents.of(imported.reader());

            assertThat(imported.tear()).isEqualTo(Optional.of(new Tear(whole.length(), 19)));
            assertThat(events).noneMatch(e -> e instanceof Event.Closed);
            MessageId ghost = named(events, "ghost");
            assertThat(events)
                    .as("what nobody sent may have been sent by a line that is lost")
                    .contains(new Event.Reservation(ghost.session(), ghost.partition(), 1, 0));
        }
    }

    @Test
    void a_line_that_breaks_off_in_the_middle_is_an_error() throws IOException {
        assertThatThrownBy(() -> imported("{\"type\":\"send\",\n{\"type\":\"closed\"}\n"))
                .hasMessageContaining("h.jsonl:1:15: the line ends inside the event");
    }

    @Test
    void a_history_that_announced_its_end_and_has_none_is_torn() throws IOException {
        String text = "{\"type\":\"history\",\"version\":1}\n{\"type\":\"phase\",\"phase\":\"storm\",\"time\":4}\n";

        try (JsonlImport.Imported imported = JsonlImport.read(file(text), "jsonl")) {
            assertThat(imported.tear()).isEqualTo(Optional.of(new Tear(text.length(), 0)));
            assertThat(RecordedEvents.of(imported.reader())).noneMatch(e -> e instanceof Event.Closed);
        }
    }

    @Test
    void an_empty_file_is_an_empty_history() throws IOException {
        assertThat(imported(" \n\n"))
                .containsExactlyInAnyOrder(new Event.Attribute("imported-from", "jsonl"), new Event.Closed(0));
    }

    @Test
    void every_problem_is_told_with_its_place_and_what_was_probably_meant() {
        assertThatThrownBy(() -> imported("""
                        {"type":"send","topic":"t","value":1,"process":"p","outcome":"ok","ofset":1}
                        {"type":"sned","topic":"t"}
                        {"type":"send","topic":"t","value":1.5,"process":"p"}
                        {"type":"send","topic":"t","value":2,"process":"p","outcome":"okay"}
                        {"type":"send","topic":"t","value":3,"outcome":"ok"}
                        {"type":"send","topic":"t","process":"p","value":4,"offset":-7,"outcome":"ok"}
                        not json
                        [1,2]
                        {"type":"poll","process":"c","records":[{"topic":"t","valu":1}]}
                        {"type":"send","topic":"t","process":"p","value":5,"offset":1}
                        {"type":"send","topic":"t","process":"p","value":5,"outcome":"ok","invoke":9,"complete":3}
                        {"type":"fault-stopped","fault":1}
                        {"type":"phase","phase":"a"} {"type":"phase","phase":"a"}
                        {"type":"phase","phase":"a","phase":"b"}
                        """))
                .hasMessageContaining("h.jsonl:1:67: unknown key \"ofset\" in a send line, did you mean \"offset\"?")
                .hasMessageContaining("h.jsonl:2:2: unknown type \"sned\", did you mean \"send\"?")
                .hasMessageContaining("1.5 is neither a text nor an integer")
                .hasMessageContaining("h.jsonl:4:52: unknown \"outcome\" \"okay\", did you mean \"ok\"?")
                .hasMessageContaining("h.jsonl:5: a send line must have \"process\"")
                .hasMessageContaining("\"offset\" must be 0 or more, was -7")
                .hasMessageContaining("h.jsonl:7:")
                .hasMessageContaining("h.jsonl:8:1: expected a JSON object: one event a line")
                .hasMessageContaining("unknown key \"valu\" in a record, did you mean \"value\"?")
                .hasMessageContaining("h.jsonl:10: a send line with an answer must have an \"outcome\"")
                .hasMessageContaining("completed at 3, before it was invoked at 9")
                .hasMessageContaining("fault 1 was not started")
                .hasMessageContaining("something follows the event")
                .hasMessageContaining("h.jsonl:14:");
    }

    @Test
    void only_the_first_twenty_problems_are_told() {
        assertThatThrownBy(() -> imported("{}\n".repeat(50)))
                .hasMessageContaining("h.jsonl:20: an event must have \"type\"")
                .hasMessageContaining("and 30 more problems like these");
    }

    private static MessageId named(List<Event> events, String name) {
        return events.stream()
                .filter(e -> e instanceof Event.MessageNamed n && n.name().equals(name))
                .map(e -> ((Event.MessageNamed) e).message())
                .findFirst()
                .orElseGet(() -> new MessageId(-9, -9, -9));
    }

    private static List<MessageId> delivered(List<Event> events) {
        return events.stream()
                .filter(e -> e instanceof Event.Delivery)
                .map(e -> ((Event.Delivery) e).message())
                .toList();
    }

    private static List<MessageId> sent(List<Event> events) {
        return events.stream()
                .filter(e -> e instanceof Event.Send)
                .map(e -> ((Event.Send) e).message())
                .toList();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("h.jsonl"), text);
    }

    private List<Event> imported(String text) throws IOException {
        try (JsonlImport.Imported imported = JsonlImport.read(file(text), "jsonl")) {
            return RecordedEvents.of(imported.reader());
        }
    }
}
