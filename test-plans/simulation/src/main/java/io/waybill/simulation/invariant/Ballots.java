package io.waybill.simulation.invariant;

/** Who voted for whom, who stood with which log, and who led, by term. */
final class Ballots {

    static final int MOST_NODES = 16;
    private static final int NOBODY = -1;

    private final Longs votes = new Longs();
    private final Longs leaders = new Longs();
    private final Longs lastTerms = new Longs();
    private final Longs lastIndexes = new Longs();

    private static long place(long term, int node) {
        return term * MOST_NODES + node;
    }

    /** Returns whom a member's vote of a term went to, -1 for nobody that is known. */
    int vote(long term, int node) {
        return (int) votes.get(place(term, node)) - 1;
    }

    void vote(long term, int node, int candidate) {
        votes.set(place(term, node), candidate + 1L);
    }

    /** Returns who led a term, -1 for nobody so far. */
    int leader(long term) {
        return (int) leaders.get(term) + NOBODY;
    }

    void leader(long term, int node) {
        leaders.set(term, node + 1L);
    }

    /** Notes the end of the log that a candidate stands with. */
    void stood(long term, int node, long lastTerm, long lastIndex) {
        lastTerms.set(place(term, node), lastTerm);
        lastIndexes.set(place(term, node), lastIndex);
    }

    long lastTerm(long term, int node) {
        return lastTerms.get(place(term, node));
    }

    long lastIndex(long term, int node) {
        return lastIndexes.get(place(term, node));
    }
}
