package io.waybill.cli;

import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.Event.FactKind;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Small histories, written to files. */
final class Samples {

    private static final int ORDERS = 0;
    private static final int P2 = 0;
    private static final int BILLING = 0;

    private Samples() {}

    /** The story of the mock-up: acknowledged by a leader that was alone and died. */
    static Path lostWrite(Path directory) {
        return write(directory.resolve("lost-write.waybill"), Samples::lostWrite);
    }

    static Path healthy(Path directory) {
        return write(directory.resolve("healthy.waybill"), out -> {
            define(out);
            send(out, 0, 100, 104, 0);
            send(out, 1, 110, 114, 1);
            out.accept(new Event.Send(
                    new MessageId(P2, ORDERS, 2),
                    Event.NONE,
                    Event.NONE,
                    Outcome.info("no reply within 5 s"),
                    Event.NO_OFFSET,
                    null,
                    ms(120),
                    ms(5120)));
            out.accept(new Event.Positioned(BILLING, ORDERS, 0, Event.PositionReason.START, ms(90)));
            deliver(out, 0, 0, 150);
            deliver(out, 1, 1, 150);
            deliver(out, 2, 2, 5200);
            out.accept(new Event.Positioned(BILLING, ORDERS, 3, Event.PositionReason.END, ms(6000)));
            out.accept(new Event.Attribute(Attributes.DRAINED, "true"));
            out.accept(new Event.Closed(ms(6100)));
        });
    }

    static Path twice(Path directory) {
        return write(directory.resolve("appended-twice.waybill"), out -> {
            define(out);
            send(out, 0, 100, 104, 0);
            out.accept(new Event.Positioned(BILLING, ORDERS, 0, Event.PositionReason.START, ms(90)));
            deliver(out, 0, 0, 150);
            deliver(out, 0, 1, 150);
            out.accept(new Event.Positioned(BILLING, ORDERS, 2, Event.PositionReason.END, ms(600)));
            out.accept(new Event.Closed(ms(700)));
        });
    }

    static Path empty(Path directory) {
        return write(directory.resolve("empty.waybill"), out -> out.accept(new Event.Closed(0)));
    }

    /** A history whose recorder was killed in the middle of its last block. */
    static Path torn(Path directory) throws IOException {
        byte[] whole = Files.readAllBytes(lostWrite(directory));
        return Files.write(directory.resolve("torn.waybill"), Arrays.copyOf(whole, whole.length - 120));
    }

    /** A history of which a byte in the middle was changed after it was written. */
    static Path damaged(Path directory) throws IOException {
        byte[] bytes = Files.readAllBytes(lostWrite(directory));
        bytes[bytes.length / 3] ^= 0x40;
        return Files.write(directory.resolve("damaged.waybill"), bytes);
    }

    private static void lostWrite(Consumer<Event> out) {
        define(out);
        out.accept(new Event.Attribute(Attributes.SYSTEM, "kafka 4.4.0"));
        out.accept(new Event.Attribute(Attributes.DRAINED, "true"));
        fact(out, FactKind.LEADER, 1, 4, Event.NO_OFFSET, List.of(), 1_000);
        fact(out, FactKind.ISR, Event.NONE, Event.NONE, Event.NO_OFFSET, List.of(1), 133_500);
        out.accept(new Event.FaultStarted(
                0, "pause", "followers of orders-3", List.of("n2", "n3"), ms(133_000), ms(133_010)));
        out.accept(new Event.Positioned(BILLING, ORDERS, 0, Event.PositionReason.START, ms(90)));
        send(out, 0, 133_800, 133_810, 1186);
        out.accept(new Event.MessageNamed(new MessageId(P2, ORDERS, 0), "order-8841"));
        send(out, 1, 134_327, 134_331, 1187);
        out.accept(new Event.MessageNamed(new MessageId(P2, ORDERS, 1), "order-8842"));
        out.accept(new Event.FaultStarted(1, "kill", "leader of orders-3", List.of("n1"), ms(136_900), ms(136_905)));
        out.accept(new Event.FaultStopped(0, ms(138_000), ms(138_020)));
        fact(out, FactKind.LEADER, 2, 5, Event.NO_OFFSET, List.of(), 141_940);
        fact(out, FactKind.ISR, Event.NONE, Event.NONE, Event.NO_OFFSET, List.of(2, 3), 141_950);
        out.accept(new Event.FaultStopped(1, ms(144_000), ms(146_000)));
        send(out, 2, 142_000, 142_020, 1188);
        out.accept(new Event.MessageNamed(new MessageId(P2, ORDERS, 2), "order-8850"));
        fact(out, FactKind.TRUNCATED, 1, 5, 1187, List.of(), 146_377);
        deliver(out, 0, 1186, 401_002);
        deliver(out, 2, 1188, 401_002);
        out.accept(new Event.Positioned(BILLING, ORDERS, 1189, Event.PositionReason.END, ms(401_500)));
        out.accept(new Event.Closed(ms(402_000)));
    }

    private static void define(Consumer<Event> out) {
        out.accept(new Event.PartitionDefined(ORDERS, "orders", 3, Event.PartitionKind.LOG));
        out.accept(new Event.SessionDefined(P2, "p2", true, Event.Acks.ALL, 5, null, 0, ms(50), ms(60)));
        out.accept(new Event.ConsumerDefined(BILLING, "c1", "billing", Event.Isolation.READ_UNCOMMITTED, ms(80)));
        out.accept(new Event.Assigned(BILLING, List.of(ORDERS), Event.NONE, ms(85)));
    }

    private static void send(Consumer<Event> out, long sequence, long sent, long acknowledged, long offset) {
        out.accept(new Event.Send(
                new MessageId(P2, ORDERS, sequence),
                Event.NONE,
                Event.NONE,
                Outcome.ok(),
                offset,
                null,
                ms(sent),
                ms(acknowledged)));
    }

    private static void deliver(Consumer<Event> out, long sequence, long offset, long at) {
        out.accept(new Event.Delivery(
                BILLING,
                ORDERS,
                offset,
                new MessageId(P2, ORDERS, sequence),
                Event.NONE,
                Event.NONE,
                Event.NONE,
                false,
                ms(at - 40),
                ms(at)));
    }

    private static void fact(
            Consumer<Event> out, FactKind kind, int node, int epoch, long offset, List<Integer> nodes, long at) {
        out.accept(new Event.BrokerFact(kind, ORDERS, node, epoch, offset, nodes, "admin", ms(at)));
    }

    private static long ms(long millis) {
        return millis * 1_000_000;
    }

    private static Path write(Path file, Consumer<Consumer<Event>> content) {
        try {
            Files.deleteIfExists(file);
            try (HistoryWriter writer = HistoryWriter.create(file)) {
                content.accept(writer::write);
            }
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("sample " + file + " cannot be written", e);
        }
    }

    /** Plan files: a good one, one with mistakes, and two that extend each other. */
    static void plans(Path directory) throws IOException {
        Files.writeString(directory.resolve("good.yaml"), """
                waybill: 1
                name: leaders-may-die
                description: Leaders are killed.
                cluster: {broker: reference, topics: {orders: {}}}
                phases: {storm: 10s}
                faults:
                  - {kill: leader(orders), every: 3s..4s, for: 1s..2s}
                claims: {at-least-once: true}
                matrix: [{set: "cluster.config[min.insync.replicas]", to: {isr2: 2, isr1: 1}}]
                profiles: {small: {phases: {storm: 5s}}}
                """);
        Files.writeString(directory.resolve("mistakes.yaml"), """
                waybill: 1
                name: eos
                cluster: {broker: kafka, topics: {orders: {}}}
                clients:
                  producers: {config: {acks: some}}
                claims: [no-los]
                faults:
                  - {kill: leadr, evry: 24s, for: 1s}
                on-violation:
                  stop: yes
                """);
        Files.writeString(directory.resolve("round.yaml"), "waybill: 1\nextends: [and-round.yaml]\n");
        Files.writeString(directory.resolve("and-round.yaml"), "waybill: 1\nextends: ./round.yaml\n");
    }
}
