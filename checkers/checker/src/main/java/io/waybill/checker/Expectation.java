package io.waybill.checker;

/** What somebody who knows a configuration expects of a claim there. */
public enum Expectation {
    /** It is promised: a violation is one, and a verdict that is unknown leaves the promise open. */
    HOLDS("holds"),
    /** It is known to be broken: whoever does not see that cannot see such things, and has shown nothing. */
    BREAKS("breaks"),
    /**
     * Nothing is promised: it may be seen to break or not, and neither counts. That it was not seen to is no verdict;
     * it is never told as one.
     */
    MAY_BREAK("may-break");

    private final String word;

    Expectation(String word) {
        this.word = word;
    }

    /** Returns the word for it in plans and results. */
    public String word() {
        return word;
    }
}
