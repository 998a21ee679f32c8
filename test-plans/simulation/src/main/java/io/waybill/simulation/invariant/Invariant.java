package io.waybill.simulation.invariant;

/** What must hold of a quorum at any time. Numbers are those of Ongaro and Ousterhout's paper, figure 3. */
public enum Invariant {
    /** Figure 3, election safety. */
    ELECTION_SAFETY("election safety", "At most one member leads in a term."),
    /** §5.2. */
    ONE_VOTE_A_TERM(
            "one vote a term",
            "A member that has given its vote in a term gives it to nobody else in that term, not even"
                    + " after a crash."),
    /** §5.4.1. */
    VOTES_FOR_COMPLETE_LOGS(
            "votes go to complete logs",
            "A member votes for a candidate only where the candidate's log is at least as up to date as its own."),
    /** §5.2, thesis §4. */
    ELECTED_BY_MAJORITY(
            "leaders have a majority", "Whoever leads a term has the votes of a majority of the voters in that term."),
    /** Figure 3, log matching. */
    LOG_MATCHING(
            "log matching",
            "Where two logs have an entry of the same index and term, they are the same up to that entry."),
    /** Figure 3, leader completeness. */
    LEADER_COMPLETENESS(
            "leader completeness", "What is committed in a term is in the log of every leader of a later term."),
    /** Figure 3, state machine safety. */
    STATE_MACHINE_SAFETY(
            "state machine safety",
            "Members apply the same entries in the same order, without a gap and each once, and have the same state"
                    + " after the same entry, however they came to it."),
    /** §5.4.2. */
    COMMITTED_ENTRIES_STAY("committed entries stay", "No member takes a committed entry out of its log."),
    /** §5.3. */
    COMMIT_NEEDS_MAJORITY(
            "committed is durable on a majority",
            "When a leader first knows an entry to be committed, a majority of the voters has it on disk."),
    /** §5.4.2, figure 8. */
    COMMITS_ITS_OWN_TERM(
            "a leader commits its own term",
            "What a leader finds to be committed by counting copies ends with an entry of its own term: an older one"
                    + " may still be replaced, however many copies there are."),
    /** §5.1. */
    TERM_NEVER_REGRESSES(
            "term never regresses",
            "A member's term never falls, not even across a crash below a term that it has told others."),
    /** Figure 2. */
    COMMIT_NEVER_REGRESSES(
            "commit index never regresses",
            "What a member in one life knows to be committed stays so, snapshots included."),
    /** §5.3. */
    ACKNOWLEDGED_IS_DURABLE(
            "acknowledged is durable", "An acknowledgement leaves a member only once its disk has the entry."),
    /** §5.3. */
    ACKNOWLEDGED_IS_KEPT(
            "acknowledged is kept",
            "What a member has acknowledged is in its log after a crash, unless a leader has replaced it or a fault has"
                    + " destroyed it."),
    /** §8, thesis §6.4. */
    READS_ARE_CURRENT(
            "reads are current", "The answer to a read contains everything that was applied anywhere when it began."),
    /** Thesis §4.1. */
    ONE_CHANGE_AT_A_TIME(
            "one membership change at a time",
            "A leader begins a membership change only once the one before it is committed."),
    /** Thesis §4.1. */
    MAJORITIES_INTERSECT(
            "majorities intersect", "Any majority of one committed membership meets any majority of the next."),
    /** Thesis §4.2.1. */
    VOTERS_CAUGHT_UP(
            "new voters have caught up",
            "A node becomes a voter only after it was a learner and has the entry that made it one on disk.");

    private final String id;
    private final String definition;

    Invariant(String id, String definition) {
        this.id = id;
        this.definition = definition;
    }

    /** Returns the name in reports. */
    public String id() {
        return id;
    }

    /** Returns what must hold, in a sentence. */
    public String definition() {
        return definition;
    }
}
