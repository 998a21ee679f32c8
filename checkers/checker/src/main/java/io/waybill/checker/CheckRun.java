package io.waybill.checker;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.Obligations;
import io.waybill.checker.group.GroupJudge;
import io.waybill.checker.log.LogJudge;
import io.waybill.checker.log.PartitionCounts;
import io.waybill.checker.queue.QueueJudge;
import io.waybill.checker.recovery.RecoveryJudge;
import io.waybill.checker.transaction.TransactionJudge;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One judging of one history: its stages, in order. */
final class CheckRun {

    private final HistoryReader history;
    private final CheckOptions options;

    CheckRun(HistoryReader history, CheckOptions options) {
        this.history = history;
        this.options = options;
    }

    Judgement judge() {
        HistoryFacts facts = HistoryFacts.of(history);
        Findings findings = new Findings(options.witnesses());
        TransactionJudge transactions = new TransactionJudge(history, facts);
        boolean transactional = facts.transactionCount() > 0;
        PartitionCounts log = new LogJudge(history, facts, findings, transactional ? transactions : null)
                .judge(options.threads(), options.messagesInTable());
        transactions.judge(findings);
        QueueJudge queues = new QueueJudge(history, facts, options.claims().contains(Claim.QUEUE_ORDER));
        queues.judge(findings, options.threads());
        GroupJudge groupJudge = new GroupJudge(history, facts);
        groupJudge.judge(findings);
        Optional<RecoveryJudge> recovery = options.recoveryBound().map(bound -> new RecoveryJudge(history, bound));
        recovery.ifPresent(judge -> judge.judge(findings));
        List<Obligations> obligations = obligations(log);
        obligations.addAll(queues.obligations());
        List<AnomalyGroup> groups = findings.groups();
        Surroundings surroundings = new Surroundings(groups);
        history.eachEvent(surroundings::note);
        Counts counts = new Counts(
                log.sends() + queues.sends(),
                log.ok() + queues.acknowledged(),
                log.failed() + queues.failed(),
                log.sends() - log.ok() - log.failed() + queues.indeterminate(),
                log.deliveries() + queues.deliveries(),
                facts.transactionCount(),
                surroundings.faults.size());
        Evidence evidence = new Evidence(facts, counts, log.deliveries(), obligations);
        evidence.put(Claim.ATOMIC_TRANSACTIONS, transactions.atomicity());
        evidence.put(Claim.EXACTLY_ONCE_PROCESSING, transactions.processing());
        evidence.put(Claim.ZOMBIES_FENCED, transactions.fencing());
        evidence.put(Claim.QUEUE_SETTLEMENT, queues.settlement());
        evidence.put(Claim.QUEUE_ORDER, queues.order());
        evidence.put(Claim.GROUP_EXCLUSIVITY, groupJudge.exclusivity());
        evidence.put(Claim.COMMITTED_OFFSETS, groupJudge.commits());
        recovery.ifPresent(judge -> evidence.put(Claim.RECOVERY, judge.recovery()));
        return new Judgement(
                claims(findings, evidence),
                byImportance(groups),
                obligations,
                counts,
                surroundings.attributes,
                surroundings.intervals(),
                surroundings.moments,
                history.tear(),
                surroundings.names);
    }

    private static List<Obligations> obligations(PartitionCounts log) {
        List<Obligations> obligations = new ArrayList<>();
        log.scopes()
                .forEach((scope, of) -> obligations.add(new Obligations(
                        scope, of.acknowledged(), of.discharged(), of.violated(), of.open(), of.excused())));
        return obligations;
    }

    private List<ClaimVerdict> claims(Findings findings, Evidence evidence) {
        List<ClaimVerdict> verdicts = new ArrayList<>();
        for (Claim claim : Claim.values()) {
            boolean named = options.claims().contains(claim);
            if (named || (options.claims().isEmpty() && evidence.speaksOf(claim))) {
                verdicts.add(verdict(claim, named, findings, evidence));
            }
        }
        return verdicts;
    }

    private static ClaimVerdict verdict(Claim claim, boolean named, Findings findings, Evidence evidence) {
        List<AnomalyKind> because = new ArrayList<>();
        because.addAll(ClaimCatalogue.brokenBy(claim));
        if (named) {
            because.addAll(ClaimCatalogue.brokenByIfNamed(claim));
        }
        because.removeIf(kind -> findings.count(kind) == 0);
        because.sort(Comparator.comparingLong(findings::count).reversed());
        long violations = because.stream().mapToLong(findings::count).sum();
        Verdict verdict = violations > 0 ? new Verdict.Violated(violations) : evidence.withoutViolation(claim);
        return new ClaimVerdict(claim, verdict, evidence.outOf(claim), because);
    }

    private static List<AnomalyGroup> byImportance(List<AnomalyGroup> groups) {
        List<AnomalyKind> order = ClaimCatalogue.anomalies();
        return groups.stream()
                .sorted(Comparator.comparingInt(group -> order.indexOf(group.kind())))
                .toList();
    }

    /** What stands around the findings: names, faults, attributes. Of the messages only those are named that occur. */
    private static final class Surroundings {
        private final Names names = new Names();
        private final Set<MessageId> wanted = new HashSet<>();
        private final Map<String, String> attributes = new TreeMap<>();
        private final Map<String, Long> moments = new LinkedHashMap<>();
        private final Map<Integer, Event.FaultStarted> faults = new LinkedHashMap<>();
        private final Map<Integer, Event.FaultStopped> ends = new LinkedHashMap<>();

        Surroundings(List<AnomalyGroup> groups) {
            groups.stream().flatMap(group -> group.witnesses().stream()).forEach(anomaly -> {
                anomaly.message().ifPresent(wanted::add);
                anomaly.proof().forEach(step -> want(step.event()));
            });
        }

        private void want(Event event) {
            if (event instanceof Event.Send send) {
                wanted.add(send.message());
            } else if (event instanceof Event.Delivery delivery) {
                wanted.add(delivery.message());
            }
        }

        void note(Event event) {
            names.define(event);
            if (event instanceof Event.MessageNamed named && wanted.contains(named.message())) {
                names.name(named.message(), named.name());
            } else if (event instanceof Event.Attribute attribute) {
                attributes.put(attribute.name(), attribute.value());
            } else if (event instanceof Event.MomentHit moment) {
                moments.merge(moment.moment(), 1L, Long::sum);
            } else if (event instanceof Event.FaultStarted started) {
                faults.put(started.fault(), started);
            } else if (event instanceof Event.FaultStopped stopped) {
                ends.put(stopped.fault(), stopped);
            }
        }

        List<Judgement.FaultInterval> intervals() {
            return faults.values().stream()
                    .sorted(Comparator.comparingLong(Event.FaultStarted::timeNanos))
                    .map(started ->
                            new Judgement.FaultInterval(started, Optional.ofNullable(ends.get(started.fault()))))
                    .toList();
        }
    }
}
