package io.waybill.report;

import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.PartitionOffset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what an event is, in one step or in two: what was asked and what was answered. */
final class Narration {

    private final Names names;

    Narration(Names names) {
        this.names = names;
    }

    /** Returns the steps of an event, in the order of their times. */
    List<StoryStep> of(Event event, Step.Role role) {
        return producing(event, role)
                .or(() -> consuming(event, role))
                .or(() -> settling(event, role))
                .orElseGet(() -> List.of(running(event, role)));
    }

    /** Returns a node's name as faults have it. */
    static String node(int id) {
        return "n" + id;
    }

    private Optional<List<StoryStep>> producing(Event event, Step.Role role) {
        if (event instanceof Event.Send send) {
            return Optional.of(send(send, role));
        }
        if (event instanceof Event.TransactionBegun begun) {
            return Optional.of(List.of(StoryStep.of(
                    begun.timeNanos(),
                    names.session(begun.session()),
                    "transaction",
                    "begins transaction " + begun.transaction(),
                    role)));
        }
        if (event instanceof Event.TransactionEnded ended) {
            String verb = ended.commit() ? "commit" : "abort";
            StoryStep asked = StoryStep.of(
                    ended.timeNanos(),
                    "transaction " + ended.transaction(),
                    verb,
                    "asks the broker to " + verb + " it",
                    role);
            String answer = ended.outcome()
                    .match(
                            ok -> verb + " acknowledged",
                            fail -> verb + " refused: " + fail.reason(),
                            info -> "no reply to the " + verb + because(info.reason()));
            return Optional.of(answered(
                    asked, ended.completeNanos(), "transaction " + ended.transaction(), verb + "-reply", answer));
        }
        return Optional.empty();
    }

    private List<StoryStep> send(Event.Send send, Step.Role role) {
        MessageId id = send.message();
        String from = names.session(id.session());
        String to = names.partition(id.partition());
        StoryStep asked = StoryStep.of(send.timeNanos(), from + " → " + to, "send", "send " + names.message(id), role);
        String answer = send.outcome()
                .match(
                        ok -> send.offset() == Event.NO_OFFSET ? "ack" : "ack @" + send.offset(),
                        fail -> "refused: " + fail.reason(),
                        info -> noReply(info.reason()));
        String actor = send.outcome().isInfo() ? from : to + " → " + from;
        String event = send.outcome().match(ok -> "ack", fail -> "refusal", info -> "no-reply");
        return answered(asked, send.completeNanos(), actor, event, answer);
    }

    private static List<StoryStep> answered(StoryStep asked, long atNanos, String actor, String event, String what) {
        return atNanos == Event.NEVER
                ? List.of(asked.noting("no reply"))
                : List.of(asked, StoryStep.of(atNanos, actor, event, what, asked.role()));
    }

    private static String noReply(String reason) {
        return reason.startsWith("no reply") ? reason : "no reply" + because(reason);
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private Optional<List<StoryStep>> consuming(Event event, Step.Role role) {
        if (event instanceof Event.Delivery delivery) {
            String place = delivery.offset() == Event.NO_OFFSET ? "" : "@" + delivery.offset() + " ";
            return Optional.of(List.of(StoryStep.of(
                    known(delivery.completeNanos(), delivery.timeNanos()),
                    names.partition(delivery.partition()) + " → " + names.consumer(delivery.consumer()),
                    "delivery",
                    "deliver " + place + names.message(delivery.message())
                            + (delivery.redelivered() ? ", marked as redelivered" : ""),
                    role)));
        }
        if (event instanceof Event.Positioned at) {
            return Optional.of(List.of(
                    StoryStep.of(at.timeNanos(), names.consumer(at.consumer()), "position", position(at), role)));
        }
        if (event instanceof Event.Assigned assigned) {
            return Optional.of(List.of(StoryStep.of(
                    assigned.timeNanos(),
                    names.consumer(assigned.consumer()),
                    "assigned",
                    "is given " + partitions(assigned.partitions()) + generation(assigned.generation()),
                    role)));
        }
        if (event instanceof Event.Revoked revoked) {
            return Optional.of(List.of(StoryStep.of(
                    revoked.timeNanos(),
                    names.consumer(revoked.consumer()),
                    "revoked",
                    "gives up " + partitions(revoked.partitions()) + generation(revoked.generation()),
                    role)));
        }
        return Optional.empty();
    }

    private static long known(long completeNanos, long invokeNanos) {
        return completeNanos == Event.NEVER ? invokeNanos : completeNanos;
    }

    private String position(Event.Positioned at) {
        String partition = names.partition(at.partition());
        return switch (at.reason()) {
            case START -> "begins to read " + partition + " at " + at.offset();
            case SEEK -> "seeks " + partition + " to " + at.offset();
            case END -> "has read " + partition + " to its end, " + at.offset();
        };
    }

    private String partitions(List<Integer> ids) {
        return ids.isEmpty() ? "nothing" : ids.stream().map(names::partition).collect(Collectors.joining(", "));
    }

    private static String generation(int generation) {
        return generation == Event.NONE ? "" : " in generation " + generation;
    }

    private Optional<List<StoryStep>> settling(Event event, Step.Role role) {
        if (event instanceof Event.Commit commit) {
            String what = "commits " + offsets(commit.offsets())
                    + commit.outcome()
                            .match(
                                    ok -> "",
                                    fail -> ", refused: " + fail.reason(),
                                    info -> ", no reply" + because(info.reason()));
            return Optional.of(List.of(StoryStep.of(
                    known(commit.completeNanos(), commit.timeNanos()),
                    names.consumer(commit.consumer()),
                    "commit",
                    what,
                    role)));
        }
        if (event instanceof Event.CommittedRead read) {
            return Optional.of(List.of(StoryStep.of(
                    read.completeNanos(),
                    names.consumer(read.consumer()),
                    "committed",
                    "is told that " + offsets(read.offsets()) + " is committed",
                    role)));
        }
        if (event instanceof Event.Settlement settlement) {
            String verb = settlement.kind().name().toLowerCase(Locale.ROOT);
            StoryStep asked = StoryStep.of(
                    settlement.timeNanos(),
                    names.consumer(settlement.consumer()),
                    verb,
                    verb + " " + names.message(settlement.message()),
                    role);
            return Optional.of(settlement
                    .outcome()
                    .match(
                            ok -> List.of(asked),
                            fail -> answered(
                                    asked,
                                    settlement.completeNanos(),
                                    asked.actor(),
                                    verb + "-reply",
                                    "refused: " + fail.reason()),
                            info -> answered(
                                    asked,
                                    settlement.completeNanos(),
                                    asked.actor(),
                                    verb + "-reply",
                                    noReply(info.reason()))));
        }
        return Optional.empty();
    }

    private String offsets(List<PartitionOffset> offsets) {
        return offsets.stream()
                .map(each -> names.partition(each.partition()) + " @" + each.offset())
                .collect(Collectors.joining(", "));
    }

    private StoryStep running(Event event, Step.Role role) {
        if (event instanceof Event.FaultStarted fault) {
            return StoryStep.of(
                    fault.timeNanos(), String.join(",", fault.resolved()), "fault", faultStarts(fault), role);
        }
        if (event instanceof Event.BrokerFact fact) {
            return StoryStep.of(fact.timeNanos(), actor(fact), "fact", fact(fact), role);
        }
        if (event instanceof Event.Poll poll) {
            String what = poll.outcome()
                    .match(
                            ok -> "polls and is given nothing",
                            fail -> "polls, refused: " + fail.reason(),
                            info -> "polls, no reply" + because(info.reason()));
            return StoryStep.of(
                    known(poll.completeNanos(), poll.timeNanos()), names.consumer(poll.consumer()), "poll", what, role);
        }
        if (event instanceof Event.ConsumerClosed closed) {
            return StoryStep.of(
                    closed.timeNanos(),
                    names.consumer(closed.consumer()),
                    "closed",
                    closed.crashed() ? "crashes" : "is closed",
                    role);
        }
        if (event instanceof Event.SessionDefined session) {
            return StoryStep.of(session.timeNanos(), session.name(), "session", "begins a session", role);
        }
        return ofTheRun(event, role);
    }

    private static StoryStep ofTheRun(Event event, Step.Role role) {
        if (event instanceof Event.FaultStopped stopped) {
            return StoryStep.of(
                    stopped.completeNanos(), "run", "fault-end", "the fault is over: everything is healed", role);
        }
        if (event instanceof Event.PhaseStarted phase) {
            return StoryStep.of(phase.timeNanos(), "run", "phase", "phase " + phase.phase() + " begins", role);
        }
        if (event instanceof Event.MomentHit hit) {
            String detail = hit.detail().isEmpty() ? "" : " (" + hit.detail() + ")";
            return StoryStep.of(hit.timeNanos(), "run", "moment", hit.moment() + detail, role);
        }
        String what = event.getClass().getSimpleName();
        return StoryStep.of(event.timeNanos(), "run", what.toLowerCase(Locale.ROOT), what, role);
    }

    private static String faultStarts(Event.FaultStarted fault) {
        String verb = switch (fault.kind()) {
            case "kill" -> "killed";
            case "pause" -> "paused";
            case "cut-power" -> "without power";
            case "cut-power-mid-sync" -> "without power in the middle of a sync";
            default -> fault.kind();
        };
        String target = String.join(",", fault.resolved());
        return fault.named().isEmpty() || fault.named().equals(target) ? verb : verb + " (" + fault.named() + ")";
    }

    /** Returns the step of a fault's end. */
    StoryStep faultStops(Event.FaultStarted fault, Event.FaultStopped stopped) {
        String verb = switch (fault.kind()) {
            case "kill", "cut-power", "cut-power-mid-sync" -> "is up again";
            case "pause" -> "goes on";
            default -> fault.kind() + " ends";
        };
        String lasted = Wording.duration(Duration.ofNanos(stopped.completeNanos() - fault.timeNanos()));
        return StoryStep.of(
                stopped.completeNanos(),
                String.join(",", fault.resolved()),
                "fault-end",
                verb + " after " + lasted,
                Step.Role.EXPLAINS);
    }

    private String actor(Event.BrokerFact fact) {
        boolean ofPartition = fact.node() == Event.NONE || fact.kind() == Event.FactKind.ISR;
        return ofPartition ? names.partition(fact.partition()) : node(fact.node());
    }

    private String fact(Event.BrokerFact fact) {
        String partition = fact.partition() == Event.NONE ? "" : names.partition(fact.partition());
        return switch (fact.kind()) {
            case LEADER -> "leads " + partition + (fact.epoch() == Event.NONE ? "" : " in epoch " + fact.epoch());
            case ISR ->
                "in-sync replicas: "
                        + fact.nodes().stream().sorted().map(Narration::node).collect(Collectors.joining(", "))
                        + (fact.nodes().size() == 1 ? " alone" : "");
            case HIGH_WATERMARK -> "high watermark of " + partition + " is " + fact.offset();
            case LOG_START -> partition + " begins at " + fact.offset();
            case LOG_END -> partition + " ends at " + fact.offset();
            case TRUNCATED -> "cuts " + partition + " back to " + fact.offset();
            case NODE_UP -> "seen alive";
            case NODE_DOWN -> "seen dead";
        };
    }
}
