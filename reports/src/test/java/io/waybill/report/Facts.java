package io.waybill.report;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Counts;
import io.waybill.checker.Expectations;
import io.waybill.checker.Judgement;
import io.waybill.checker.Verdict;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.Obligations;
import io.waybill.history.Event;
import io.waybill.history.Event.FactKind;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.Tear;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Judgements made by hand. */
final class Facts {

    static final int ORDERS = 0;
    static final RunFacts RUN = new RunFacts(
            "r-2f9c41",
            "a-plan",
            "0x5eed",
            "kafka 4.4.0",
            RunSite.usual(),
            ".waybill/r-2f9c41",
            Duration.ofSeconds(400));

    private Facts() {}

    static long ms(long millis) {
        return millis * 1_000_000;
    }

    static Names names() {
        Names names = new Names();
        names.define(new Event.PartitionDefined(ORDERS, "orders", 3, Event.PartitionKind.LOG));
        names.define(new Event.SessionDefined(0, "p2", true, Event.Acks.ALL, 5, null, 0, 0, 0));
        names.define(new Event.ConsumerDefined(0, "c1", "billing", Event.Isolation.READ_UNCOMMITTED, 0));
        names.name(new MessageId(0, ORDERS, 1), "order-8842");
        return names;
    }

    static Event.Send send(long sequence, Outcome outcome, long offset, long from, long to) {
        return new Event.Send(
                new MessageId(0, ORDERS, sequence), Event.NONE, Event.NONE, outcome, offset, null, ms(from), ms(to));
    }

    static Event.Delivery delivery(long sequence, long offset, long at) {
        return new Event.Delivery(
                0,
                ORDERS,
                offset,
                new MessageId(0, ORDERS, sequence),
                Event.NONE,
                Event.NONE,
                Event.NONE,
                false,
                ms(at - 40),
                ms(at));
    }

    static LostWrite lostWrite() {
        return new LostWrite(
                send(1, Outcome.ok(), 1187, 134_327, 134_331), delivery(0, 1186, 401_002), delivery(2, 1188, 401_002));
    }

    static DuplicateAppend duplicate() {
        return new DuplicateAppend(send(1, Outcome.ok(), 5, 100, 104), delivery(1, 5, 200), delivery(1, 6, 200));
    }

    static AnomalyGroup group(AnomalyKind kind, long count, Anomaly witness) {
        return new AnomalyGroup(kind, count, List.of(witness));
    }

    static ClaimVerdict holds(Claim claim) {
        return new ClaimVerdict(claim, new Verdict.Holds(41), 41, List.of());
    }

    static ClaimVerdict violated(Claim claim, long times, AnomalyKind... because) {
        return new ClaimVerdict(claim, new Verdict.Violated(times), 41, List.of(because));
    }

    static ClaimVerdict unknown(Claim claim, String reason) {
        return new ClaimVerdict(claim, new Verdict.Unknown(reason), 41, List.of());
    }

    static Judgement judgement(
            List<ClaimVerdict> claims, List<AnomalyGroup> anomalies, List<Judgement.FaultInterval> faults) {
        return new Judgement(
                claims,
                anomalies,
                List.of(new Obligations("billing", 41, 38, 3, 0, 0)),
                new Counts(43, 41, 1, 1, 40, 0, faults.size()),
                Map.of("drained", "true"),
                faults,
                Map.of("leader killed with sends in flight", 16L),
                Optional.empty(),
                names());
    }

    static Judgement torn(List<ClaimVerdict> claims) {
        Judgement whole = judgement(claims, List.of(), List.of());
        return new Judgement(
                whole.claims(),
                whole.anomalies(),
                whole.obligations(),
                whole.counts(),
                whole.attributes(),
                whole.faults(),
                whole.moments(),
                Optional.of(new Tear(9_120, 12)),
                whole.names());
    }

    static Judgement.FaultInterval fault(int id, String kind, String named, List<String> nodes, long from, long to) {
        return new Judgement.FaultInterval(
                new Event.FaultStarted(id, kind, named, nodes, ms(from), ms(from + 5)),
                Optional.of(new Event.FaultStopped(id, ms(to), ms(to + 5))));
    }

    static Event.BrokerFact leader(int node, int epoch, long at) {
        return new Event.BrokerFact(FactKind.LEADER, ORDERS, node, epoch, Event.NO_OFFSET, List.of(), "admin", ms(at));
    }

    static Event.BrokerFact inSync(long at, Integer... nodes) {
        return new Event.BrokerFact(
                FactKind.ISR, ORDERS, Event.NONE, Event.NONE, Event.NO_OFFSET, List.of(nodes), "admin", ms(at));
    }

    static Event.BrokerFact truncated(int node, long offset, long at) {
        return new Event.BrokerFact(
                FactKind.TRUNCATED, ORDERS, node, Event.NONE, offset, List.of(), "log of n" + node, ms(at));
    }

    static Judged configuration(String name, Judgement judgement) {
        return configuration(name, Set.of(), judgement);
    }

    static Judged configuration(String name, Set<Claim> mustBreak, Judgement judgement) {
        return new Judged(
                name,
                mustBreak.isEmpty() ? Optional.empty() : Optional.of("acks=1: the leader is alone in having it"),
                mustBreak.isEmpty()
                        ? Expectations.ALL_HOLD
                        : Expectations.ofControl(
                                mustBreak,
                                judgement.claims().stream()
                                        .map(ClaimVerdict::claim)
                                        .toList()),
                judgement,
                judgement.claims(),
                List.of(new PressureCount(
                        "leader killed with sends in flight", 16, 1, 10, List.of(Claim.AT_LEAST_ONCE))),
                name + "/history.waybill",
                new Circumstances(judgement.faults(), List.of(), List.of()));
    }

    /** A configuration of which something else may be expected than that its claims hold. */
    static Judged expecting(String name, Expectations expectations, Judgement judgement) {
        return new Judged(
                name,
                Optional.empty(),
                expectations,
                judgement,
                expectations.withoutFalsePromises(judgement.claims()),
                List.of(),
                name + "/history.waybill",
                new Circumstances(judgement.faults(), List.of(), List.of()));
    }

    static Judgement losing(long count) {
        return judgement(
                List.of(
                        holds(Claim.AT_MOST_ONCE),
                        violated(Claim.AT_LEAST_ONCE, count, LostWrite.KIND),
                        violated(Claim.EXACTLY_ONCE, count, LostWrite.KIND)),
                List.of(group(LostWrite.KIND, count, lostWrite())),
                List.of());
    }

    static Judgement holding() {
        return judgement(List.of(holds(Claim.AT_MOST_ONCE), holds(Claim.AT_LEAST_ONCE)), List.of(), List.of());
    }

    /** A configuration of a simulated world in which something is wrong that no client saw. */
    static Judged wrongInside(String name, Judgement judgement) {
        return inside(
                configuration(name, judgement),
                List.of(new Inside.Sighting(
                        "invariant", "one leader a term", "n1 and n2 lead term 7", Duration.ofMillis(3_210))));
    }

    /** A configuration that took place in a simulated world. */
    static Judged inside(Judged judged, List<Inside.Sighting> sightings) {
        return new Judged(
                judged.name(),
                judged.control(),
                judged.expectations(),
                judged.judgement(),
                judged.claims(),
                judged.pressure(),
                judged.history(),
                judged.circumstances(),
                Optional.of(new Inside("00c0ffee00c0ffee", Duration.ofMillis(12_900), 52_622, sightings)));
    }

    /** A simulated run with a planted flaw. */
    static final RunFacts PLANTED = new RunFacts(
            "r-2f9c41",
            "a-plan",
            "0x5eed",
            "reference 0.1.0",
            new RunSite("simulated", "short", new TreeMap<>(Map.of("I2", "producers are forgotten"))),
            ".waybill/r-2f9c41",
            Duration.ofSeconds(2));
}
