package io.waybill.raft.settings;

/**
 * A flaw that is planted on purpose, to show that the checks can see it. Each stands exactly where the real check is,
 * and all are off unless the settings name them.
 */
public enum QuorumMutant {
    /** The vote is given and not written down. */
    Q1("Q1", "the vote is not persisted", "election safety"),
    /** The term is known and not written down. */
    Q2("Q2", "the term is not persisted", "term never regresses"),
    /** Copies are counted for entries of earlier terms too (Raft §5.4.2). */
    Q3("Q3", "an entry of an older term is committed by counting", "leader completeness"),
    /** A follower acknowledges, and a leader counts itself, before the disk has the entry. */
    Q4("Q4", "entries are acknowledged before they are durable", "leader completeness"),
    /** A follower keeps its own entry where the leader has another. */
    Q5("Q5", "the truncation at a conflict is skipped", "log matching"),
    /** A follower cuts its log off behind whatever the leader sends, conflict or not. */
    Q6("Q6", "a committed entry is truncated", "committed entries stay"),
    /** A leader answers a read without asking whether it still leads. */
    Q7("Q7", "a stale leader serves a read", "stale read"),
    /** A membership change begins before the one before it is committed. */
    Q8("Q8", "two membership changes at once", "election safety"),
    /** A learner's acknowledgements and votes count towards the majority of the voters. */
    Q9("Q9", "a new member counts before it is promoted", "leader completeness"),
    /** A snapshot lacks the effect of its last entry. */
    Q10("Q10", "a snapshot loses the tail", "state machine safety"),
    /** A snapshot replaces a state that is newer. */
    Q11("Q11", "a snapshot is installed over newer state", "commit index never regresses"),
    /** A pre-vote is granted to a candidate with a stale log. The real vote masks it: see {@link #Q12_VOTE}. */
    Q12("Q12", "a pre-vote is granted to a stale log", "none alone: the vote checks again"),
    /** A vote follows the pre-vote that was given without looking at the log. With {@link #Q12} nobody looks. */
    Q12_VOTE("Q12V", "a vote trusts the pre-vote; unmasks Q12", "leader completeness");

    private final String id;
    private final String description;
    private final String expected;

    QuorumMutant(String id, String description, String expected) {
        this.id = id;
        this.description = description;
        this.expected = expected;
    }

    /** Returns the name that it is switched on by. */
    public String id() {
        return id;
    }

    /** Returns what is wrong, in one line. */
    public String description() {
        return description;
    }

    /** Returns the invariant or anomaly that must expose it. */
    public String expected() {
        return expected;
    }
}
