package io.waybill.broker.config;

/** For what a configuration may be set; the order is that of the metadata's format. */
public enum ConfigScope {
    /** For one topic. */
    TOPIC("topic"),
    /** For one broker. */
    BROKER("broker"),
    /** For all brokers that do not have a value of their own. */
    CLUSTER("cluster");

    private final String word;

    ConfigScope(String word) {
        this.word = word;
    }

    /** Returns the scope's name in messages. */
    public String word() {
        return word;
    }
}
