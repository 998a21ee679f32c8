package io.waybill.fault;

/** What a client is for. */
public enum ClientRole {
    /** It sends. */
    PRODUCER("producer"),
    /** It receives. */
    CONSUMER("consumer");

    private final String word;

    ClientRole(String word) {
        this.word = word;
    }

    /** Returns the word that plans and reports use: {@code producer}. */
    public String word() {
        return word;
    }

    /** Returns the name of one of them: {@code p1}. */
    public String name(int number) {
        return word.substring(0, 1) + number;
    }
}
