package io.waybill.checker.group;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.ClaimEvidence;
import io.waybill.checker.finding.Findings;
import io.waybill.history.file.HistoryReader;

/**
 * Judges groups: one member a partition, older generations kept out, committed offsets kept and never ahead of what was
 * handed out. That a paused member believes to have what it has lost is never held against anybody.
 *
 * <p>Memory is proportional to the number of assignments and commits. Not safe for use by two threads.
 */
public final class GroupJudge {

    private final HistoryReader history;
    private final HistoryFacts facts;
    private ClaimEvidence exclusivity = ClaimEvidence.NOT_EXERCISED;
    private ClaimEvidence commits = ClaimEvidence.NOT_EXERCISED;

    /** Prepares to judge the groups of {@code history}. */
    public GroupJudge(HistoryReader history, HistoryFacts facts) {
        this.history = history;
        this.facts = facts;
    }

    /** Judges all groups. Called once. */
    public void judge(Findings findings) {
        GroupEvents events = GroupEvents.of(history, facts);
        boolean torn = !facts.isClosed();
        Exclusivity members = new Exclusivity(events, facts, findings);
        members.judge();
        exclusivity = ClaimEvidence.decided(members.judged());
        Registers registers = new Registers(events, facts, findings, torn);
        Progress progress = new Progress(history, facts, events, findings, new HistorySearch(history));
        long[] judged = {0};
        events.tables().forEach((place, table) -> {
            registers.judge(place, table);
            // In a torn history the deliveries that came before a commit may be in the part that is lost.
            if (!torn && facts.isLog(place.partition())) {
                progress.judge(place, table);
                judged[0] += table.keptByEnd().length;
            }
        });
        String reason = registers.open() == 0
                ? ""
                : "of " + registers.open()
                        + " committed offsets that were read nobody knows who committed them: a member"
                        + " crashed, or the history is torn";
        commits = new ClaimEvidence(judged[0] + registers.judged(), registers.open(), reason);
    }

    /** Returns what there was to say of exclusivity: partitions assigned in generations, and commits under them. */
    public ClaimEvidence exclusivity() {
        return exclusivity;
    }

    /** Returns what there was to say of committed offsets: commits that were kept, and reads of them. */
    public ClaimEvidence commits() {
        return commits;
    }
}
