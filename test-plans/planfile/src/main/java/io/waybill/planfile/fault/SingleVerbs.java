package io.waybill.planfile.fault;

import io.waybill.fault.ClientRole;
import io.waybill.fault.ClockFault;
import io.waybill.fault.DiskFault;
import io.waybill.fault.Fault;
import io.waybill.fault.Fault.Loss;
import io.waybill.fault.Fault.Reach;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The faults that are not made of others. */
final class SingleVerbs {

    static final Field<Span> LASTING =
            Field.required("for", Times.SPAN, "How long it lasts: 6s, or 6s..8s to be drawn from the seed.");
    static final Field<Span> DOWN =
            Field.optional("for", Times.SPAN, "How long the client is not there. Default: 200ms..1s.");
    private static final Span USUALLY_DOWN = Span.of(Duration.ofMillis(200), Duration.ofSeconds(1));
    static final Field<Reach> REACH = Field.optional(
            "reach",
            Scalars.words("a reach", reaches()),
            "minority (default): skipped where a majority of the nodes would not stay untouched. any: never mind.");
    static final Field<Loss> LOSES = Field.optional(
            "loses",
            Scalars.words("a loss", losses()),
            "What is gone then: unsynced (default), mid-sync: the power goes while a sync is under way; everything.");
    static final Field<Integer> FACTOR =
            Field.required("factor", Scalars.integer(2, 1_000_000), "How many times as long everything takes.");
    static final Field<Duration> EXTRA = Field.required("by", Times.DURATION, "How much longer each operation takes.");
    static final Field<Duration> AMOUNT = Field.required("by", Times.SIGNED, "By how much: 30s, or -30s.");
    static final Field<Integer> MILLIONTHS = Field.required(
            "parts-per-million", Scalars.integer(-1_000_000, 1_000_000), "How much too fast (or slow, below 0).");

    private SingleVerbs() {}

    private static Map<String, Reach> reaches() {
        Map<String, Reach> words = new LinkedHashMap<>();
        words.put("minority", Reach.MINORITY);
        words.put("any", Reach.ANY);
        return words;
    }

    static Map<String, Loss> losses() {
        Map<String, Loss> words = new LinkedHashMap<>();
        words.put("unsynced", Loss.UNSYNCED);
        words.put("mid-sync", Loss.MID_SYNC);
        words.put("everything", Loss.EVERYTHING);
        return words;
    }

    /** Returns all, in the order in which a newcomer should meet them. */
    static List<Verb<Fault.Single>> all() {
        List<Verb<Fault.Single>> all = new ArrayList<>(nodes());
        all.addAll(LinkVerbs.all());
        all.addAll(disks());
        all.addAll(clocks());
        all.add(restart());
        return all;
    }

    private static List<Verb<Fault.Single>> nodes() {
        Field<Victim> kill = target("kill", "SIGKILL, then a restart on the same data.");
        Field<Victim> pause = target("pause", "SIGSTOP, then SIGCONT.");
        Field<Victim> cut = target("cut-power", "The machine is without power, and comes back with what it still has.");
        Field<Victim> slow = target("slow", "Everything that the node does takes longer.");
        return List.of(
                Verb.of(
                        values -> new Fault.Kill(values.need(kill), values.need(LASTING), reach(values)),
                        kill,
                        LASTING,
                        REACH),
                Verb.of(
                        values -> new Fault.Pause(values.need(pause), values.need(LASTING), reach(values)),
                        pause,
                        LASTING,
                        REACH),
                Verb.of(
                        values -> new Fault.PowerCut(
                                values.need(cut),
                                values.get(LOSES, Loss.UNSYNCED),
                                values.need(LASTING),
                                reach(values)),
                        cut,
                        LOSES,
                        LASTING,
                        REACH),
                Verb.of(
                        values -> new Fault.Slow(
                                values.need(slow), values.need(FACTOR), values.need(LASTING), reach(values)),
                        slow,
                        FACTOR,
                        LASTING,
                        REACH));
    }

    private static List<Verb<Fault.Single>> disks() {
        return List.of(
                disk("fail-syncs", "Syncs fail.", values -> new DiskFault.SyncFails()),
                disk("fill-disk", "The disk is full.", values -> new DiskFault.Full()),
                disk("slow-disk", "The disk is slow.", values -> new DiskFault.Slow(values.need(EXTRA)), EXTRA),
                disk("stall-disk", "The disk does not answer.", values -> new DiskFault.Stall()),
                disk("flip-bit", "A bit of what is durable flips.", values -> new DiskFault.BitFlip()),
                disk("misdirect-write", "A write lands elsewhere.", values -> new DiskFault.MisdirectedWrite()),
                disk("truncate-file", "A file loses its end.", values -> new DiskFault.TruncatedFile()),
                disk("stale-directory", "Syncs of directories do nothing.", values -> new DiskFault.StaleDirectory()));
    }

    private static Verb<Fault.Single> disk(
            String word, String says, Function<Values, DiskFault> fault, Field<?>... more) {
        Field<Victim> target = target(word, says);
        List<Field<?>> fields = new ArrayList<>(List.of(target));
        fields.addAll(List.of(more));
        fields.addAll(List.of(LASTING, REACH));
        return Verb.of(
                values ->
                        new Fault.OnDisk(values.need(target), fault.apply(values), values.need(LASTING), reach(values)),
                fields.toArray(new Field<?>[0]));
    }

    private static List<Verb<Fault.Single>> clocks() {
        return List.of(
                clock("skew-clock", "The time of day is wrong.", v -> new ClockFault.Skew(v.need(AMOUNT)), AMOUNT),
                clock(
                        "drift-clock",
                        "Clocks run at the wrong speed.",
                        values -> new ClockFault.Drift(values.need(MILLIONTHS)),
                        MILLIONTHS),
                clock("jump-clock", "The time of day jumps once.", v -> new ClockFault.Jump(v.need(AMOUNT)), AMOUNT));
    }

    private static Verb<Fault.Single> clock(
            String word, String says, Function<Values, ClockFault> fault, Field<?> amount) {
        Field<Victim> target = target(word, says);
        return Verb.of(
                values -> new Fault.OnClock(values.need(target), fault.apply(values), values.need(LASTING)),
                target,
                amount,
                LASTING);
    }

    private static Verb<Fault.Single> restart() {
        Field<ClientRole> restart = Field.required(
                "restart",
                Scalars.words("a client", clients()),
                "A client, drawn, ends as a process does that is killed, and begins anew as another session.");
        return Verb.of(
                values -> new Fault.RestartClient(values.need(restart), values.get(DOWN, USUALLY_DOWN)), restart, DOWN);
    }

    private static Map<String, ClientRole> clients() {
        Map<String, ClientRole> words = new LinkedHashMap<>();
        for (ClientRole role : ClientRole.values()) {
            words.put(role.word(), role);
        }
        return words;
    }

    private static Field<Victim> target(String word, String says) {
        return Field.required(word, VictimForm.VICTIM, says);
    }

    private static Reach reach(Values values) {
        return values.get(REACH, Reach.MINORITY);
    }
}
