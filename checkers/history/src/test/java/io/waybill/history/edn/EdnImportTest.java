package io.waybill.history.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.RecordedEvents;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.interchange.MalformedHistoryException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdnImportTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void a_send_completes_with_its_offset() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :send, :process 3, :time 10, :index 0, :value [[:send 5 90] [:send 5 91]]}
                {:type :ok, :f :send, :process 3, :time 20, :index 1, :value [[:send 5 [7 90]] [:send 5 [9 91]]]}
                """);

        assertThat(events)
                .contains(
                        send(0, Outcome.ok(), 7, 10, 20),
                        send(1, Outcome.ok(), 9, 10, 20),
                        new Event.MessageNamed(new MessageId(0, 0, 0), "90"),
                        new Event.MessageNamed(new MessageId(0, 0, 1), "91"));
    }

    @Test
    void a_send_may_complete_without_an_offset() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :send, :process 3, :time 10, :value [[:send 5 0] [:send 5 1]]}
                {:type :ok, :f :send, :process 3, :time 20, :value [[:send 5 0] [:send 5 [nil 1]]]}
                """);

        assertThat(events).contains(send(0, Outcome.ok(), -1, 10, 20), send(1, Outcome.ok(), -1, 10, 20));
    }

    @Test
    void what_is_info_or_never_completed_is_unknown_and_what_fails_is_failed() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :send, :process 0, :time 1, :value [[:send 0 0]]}
                {:type :fail, :f :send, :process 0, :time 2, :value [[:send 0 0]], :error [:fenced "by 4"]}
                {:type :invoke, :f :send, :process 0, :time 3, :value [[:send 0 1]]}
                {:type :info, :f :send, :process 0, :time 4, :value [[:send 0 1]], :error :timeout}
                {:type :invoke, :f :send, :process 20, :time 5, :value [[:send 0 2]]}
                """);

        assertThat(events)
                .contains(
                        send(0, Outcome.fail("[:fenced \"by 4\"]"), -1, 1, 2),
                        send(1, Outcome.info(":timeout"), -1, 3, 4),
                        new Event.Send(
                                new MessageId(1, 0, 0),
                                Event.NONE,
                                Event.NONE,
                                Outcome.info("no completion was recorded"),
                                -1,
                                null,
                                5,
                                Event.NEVER));
    }

    @Test
    void a_poll_delivers_what_it_returned_in_order() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :send, :process 0, :time 1, :value [[:send 4 8] [:send 4 9]]}
                {:type :ok, :f :send, :process 0, :time 2, :value [[:send 4 [0 8]] [:send 4 [1 9]]]}
                {:type :invoke, :f :poll, :process 1, :time 3, :value [[:poll]]}
                {:type :ok, :f :poll, :process 1, :time 4, :value [[:poll {4 [[0 8], [1 9]]}]]}
                {:type :invoke, :f :poll, :process 1, :time 5, :value [[:poll]]}
                {:type :ok, :f :poll, :process 1, :time 6, :value [[:poll {}]]}
                """);

        assertThat(events).contains(delivery(0, 0, 3, 4), delivery(1, 1, 3, 4), new Event.Poll(0, Outcome.ok(), 5, 6));
        assertThat(events).filteredOn(e -> e instanceof Event.Poll).hasSize(1);
    }

    @Test
    void a_transaction_carries_its_sends_and_its_polls() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :txn, :process 0, :time 1, :value [[:send 4 0] [:poll]]}
                {:type :ok, :f :txn, :process 0, :time 2, :value [[:send 4 [0 0]] [:poll {4 [[0 0]]}]]}
                {:type :invoke, :f :txn, :process 0, :time 3, :value [[:send 4 1]]}
                {:type :fail, :f :txn, :process 0, :time 4, :value [[:send 4 1]], :error :aborted}
                """);

        assertThat(events)
                .contains(
                        new Event.TransactionBegun(0, 0, 1),
                        new Event.Send(new MessageId(0, 0, 0), -1, 0, Outcome.ok(), 0, null, 1, 2),
                        new Event.Delivery(0, 0, 0, new MessageId(0, 0, 0), -1, 0, -1, false, 1, 2),
                        new Event.TransactionEnded(0, true, Outcome.ok(), 1, 2),
                        new Event.Send(new MessageId(0, 0, 1), -1, 1, Outcome.fail(":aborted"), -1, null, 3, 4),
                        new Event.TransactionEnded(1, false, Outcome.ok(), 3, 4));
    }

    @Test
    void assigning_subscribing_and_crashing_are_told() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :assign, :process 0, :time 1, :value [4 5], :seek-to-beginning? true}
                {:type :ok, :f :assign, :process 0, :time 2, :value [4 5], :seek-to-beginning? true}
                {:type :invoke, :f :subscribe, :process 0, :time 3, :value #{"orders-3" "orders-4"}}
                {:type :ok, :f :subscribe, :process 0, :time 4, :value #{"orders-3" "orders-4"}}
                {:type :invoke, :f :crash, :process 0, :time 5, :value nil}
                {:type :info, :f :crash, :process 0, :time 6, :value nil}
                """);

        assertThat(events)
                .contains(
                        new Event.Assigned(0, List.of(0, 1), Event.NONE, 2),
                        new Event.Positioned(0, 0, 0, Event.PositionReason.START, 2),
                        new Event.Positioned(0, 1, 0, Event.PositionReason.START, 2),
                        new Event.Subscribed(0, List.of("orders"), 4),
                        new Event.Assigned(0, List.of(), Event.NONE, 4),
                        new Event.ConsumerClosed(0, true, 6));
    }

    @Test
    void the_nemesis_begins_and_ends_faults() throws IOException {
        List<Event> events = imported("""
                {:type :info, :f :start-partition, :process :nemesis, :time 1, :value :majority}
                {:type :info, :f :start-partition, :process :nemesis, :time 2, :value [:isolated {"n1" #{"n2" "n3"}}]}
                {:type :info, :f :kill, :process :nemesis, :time 3, :value ["n2"]}
                {:type :info, :f :kill, :process :nemesis, :time 4, :value {"n2" :killed}}
                {:type :info, :f :stop-partition, :process :nemesis, :time 5, :value nil}
                {:type :info, :f :stop-partition, :process :nemesis, :time 6, :value :network-healed}
                {:type :info, :f :start, :process :nemesis, :time 7, :value :all}
                {:type :info, :f :start, :process :nemesis, :time 8, :value {"n1" :started, "n2" :started}}
                {:type :info, :f :bump, :process :nemesis, :time 9, :value {"n1" 200}}
                {:type :info, :f :bump, :process :nemesis, :time 10, :value {"n1" 200}}
                """);

        assertThat(events)
                .contains(
                        new Event.FaultStarted(0, "partition", ":majority", List.of("n1", "n2", "n3"), 1, 2),
                        new Event.FaultStarted(1, "kill", "[\"n2\"]", List.of("n2"), 3, 4),
                        new Event.FaultStopped(0, 5, 6),
                        new Event.FaultStopped(1, 7, 8),
                        new Event.FaultStarted(2, "bump", "{\"n1\" 200}", List.of("n1"), 9, 10),
                        new Event.FaultStopped(2, 9, 10));
    }

    @Test
    void a_value_that_nobody_sent_is_nobodys_message_with_its_name() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :poll, :process 1, :time 3, :value [[:poll]]}
                {:type :ok, :f :poll, :process 1, :time 4, :value [[:poll {4 [[0 77]]}]]}
                """);

        Event.Delivery phantom = (Event.Delivery) events.stream()
                .filter(e -> e instanceof Event.Delivery)
                .findFirst()
                .orElseThrow();
        assertThat(events).contains(new Event.MessageNamed(phantom.message(), "77"));
        assertThat(events).noneMatch(e -> e instanceof Event.Send || e instanceof Event.Reservation);
    }

    @Test
    void a_value_that_was_read_before_it_was_sent_is_the_senders_nevertheless() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :poll, :process 1, :time 3, :value [[:poll]]}
                {:type :ok, :f :poll, :process 1, :time 4, :value [[:poll {4 [[0 77]]}]]}
                {:type :invoke, :f :send, :process 0, :time 5, :value [[:send 4 77]]}
                {:type :ok, :f :send, :process 0, :time 6, :value [[:send 4 [0 77]]]}
                """);

        Event.Send send = (Event.Send)
                events.stream().filter(e -> e instanceof Event.Send).findFirst().orElseThrow();
        assertThat(events)
                .anyMatch(e -> e instanceof Event.Delivery delivery
                        && delivery.message().equals(send.message()));
    }

    @Test
    void whatever_edn_allows_is_read() throws IOException {
        List<Event> events = imported("""
                ; a comment
                [#jepsen.history.Op{:index 0 :time 1,:type :invoke :process 0 :f :send :value ([:send "o\\"k" 1N])
                  :clock {:a [1.5 -2 2/3 \\newline \\( #{} #"re}gex"]} #_(left {out}) :when #inst "2026-01-01"
                  "odd key" nil :ns/key true}
                 #_ {:type :wrong} {:type :ok :process 0 :f :send :time +2 :value [[:send "o\\"k" [0 1]]] :ext {}}]
                """);

        assertThat(events)
                .contains(new Event.PartitionDefined(0, "o\"k", 0, Event.PartitionKind.LOG))
                .contains(send(0, Outcome.ok(), 0, 1, 2));
    }

    @Test
    void a_failed_poll_ends_what_is_known_of_the_position() throws IOException {
        List<Event> events = imported("""
                {:type :invoke, :f :assign, :process 1, :time 1, :value [4]}
                {:type :ok, :f :assign, :process 1, :time 2, :value [4]}
                {:type :invoke, :f :txn, :process 1, :time 3, :value [[:poll]]}
                {:type :fail, :f :txn, :process 1, :time 4, :value [[:poll {4 [[0 77]]}]]}
                """);

        assertThat(events).contains(new Event.Assigned(0, List.of(0), Event.NONE, 4));
    }

    @Test
    void every_problem_is_told_with_its_place() throws IOException {
        Path file = file("""
                {:type :invoke, :f :send, :process 0, :time 1, :value [[:send 4 1]]}
                {:type :okay, :f :send, :process 0, :time 1, :value [[:send 4 1]]}
                {:type :ok, :f :send, :process 0, :time 1, :value [[:send 4 [x 1]]]}
                {:type :ok, :f :send, :process zero, :time 1, :value []}
                {:type :ok, :f :txn, :process 0, :time 1, :value [[:append 4 1]]}
                """);

        assertThatThrownBy(() -> EdnImport.read(file, "jepsen-edn"))
                .isInstanceOf(MalformedHistoryException.class)
                .hasMessageContaining("h.edn:2:8: unknown type :okay, expected :invoke, :ok, :fail or :info")
                .hasMessageContaining("h.edn:3:62: an offset must be an integer or nil, was x")
                .hasMessageContaining("h.edn:4:32: :process must be an integer or :nemesis, was zero")
                .hasMessageContaining(":txn has value [[:append 4 1]], expected [[:send key value] [:poll] …]");
    }

    @Test
    void a_file_that_ends_inside_an_operation_is_refused() throws IOException {
        Path file = file("{:type :invoke, :f :send, :process 0, :time 1, :value [[:send 4 1]]}\n{:type :ok, :f");

        assertThatThrownBy(() -> EdnImport.read(file, "jepsen-edn"))
                .isInstanceOf(MalformedHistoryException.class)
                .hasMessageContaining("h.edn:2:1: the file ends inside this operation");
    }

    @Test
    void forms_of_any_depth_exhaust_nothing() throws IOException {
        Path deep = file("{:type :ok, :ext " + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}\n");

        assertThatThrownBy(() -> EdnImport.read(deep, "jepsen-edn")).hasMessageContaining("an operation without :f");

        Path discards = file("#_".repeat(1_000_000) + " 1");

        assertThatThrownBy(() -> EdnImport.read(discards, "jepsen-edn"))
                .hasMessageContaining("more than 100 discarded forms inside each other");
    }

    @Test
    void the_history_of_another_workload_is_refused() throws IOException {
        Path file = file("{:type :invoke, :f :read, :process 0, :value nil}\n");

        assertThatThrownBy(() -> EdnImport.read(file, "jepsen-edn"))
                .hasMessageContaining("it has no operation of Jepsen's Kafka workload, only :read");
    }

    @Test
    void operations_that_straddle_the_buffer_are_read_like_any_other() throws IOException {
        StringWriter text = new StringWriter();
        SimulatedJepsen simulated = new SimulatedJepsen(3, text);
        simulated.write(40_000);
        Path file = file(text.toString());

        List<Event> events;
        try (HistoryReader reader = EdnImport.read(file, "jepsen-edn")) {
            events = RecordedEvents.of(reader);
        }

        assertThat(Files.size(file)).isGreaterThan(4L << 20);
        assertThat(events.stream().filter(e -> e instanceof Event.Send)).hasSize((int) simulated.sends);
        assertThat(events.stream().filter(e -> e instanceof Event.Delivery)).hasSize((int) simulated.deliveries);
        assertThat(events.stream()
                        .filter(e ->
                                e instanceof Event.Delivery d && d.message().session() < 0))
                .isEmpty();
    }

    @Test
    void the_shipped_samples_are_read() throws IOException {
        for (String name : List.of("lost-write.edn", "vector.edn")) {
            Path file = Path.of(Objects.requireNonNull(EdnImportTest.class.getResource("/edn/" + name))
                    .getPath());

            try (HistoryReader reader = EdnImport.read(file, "jepsen-edn")) {
                assertThat(RecordedEvents.of(reader))
                        .as(name)
                        .anyMatch(e -> e instanceof Event.Send)
                        .anyMatch(e -> e instanceof Event.Delivery)
                        .anyMatch(e -> e instanceof Event.FaultStarted);
            }
        }
    }

    private static Event.Send send(long sequence, Outcome outcome, long offset, long invoke, long complete) {
        return new Event.Send(
                new MessageId(0, 0, sequence), Event.NONE, Event.NONE, outcome, offset, null, invoke, complete);
    }

    private static Event.Delivery delivery(long offset, long sequence, long invoke, long complete) {
        return new Event.Delivery(
                0, 0, offset, new MessageId(0, 0, sequence), Event.NONE, Event.NONE, -1, false, invoke, complete);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("h.edn"), text);
    }

    private List<Event> imported(String text) throws IOException {
        try (HistoryReader reader = EdnImport.read(file(text), "jepsen-edn")) {
            return RecordedEvents.of(reader);
        }
    }
}
