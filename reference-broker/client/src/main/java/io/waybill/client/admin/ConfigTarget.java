package io.waybill.client.admin;

/**
 * What is configured.
 *
 * @param kind what it is
 * @param name the name of the topic, or the id of the broker; empty for all brokers
 */
public record ConfigTarget(Kind kind, String name) {

    /** What has configurations. */
    public enum Kind {
        /** A topic. */
        TOPIC(2),
        /** A broker, or all. */
        BROKER(4);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /** Returns the protocol's number. */
        byte code() {
            return code;
        }
    }

    /** Returns a topic. */
    public static ConfigTarget topic(String name) {
        return new ConfigTarget(Kind.TOPIC, name);
    }

    /** Returns a broker. */
    public static ConfigTarget broker(int id) {
        return new ConfigTarget(Kind.BROKER, Integer.toString(id));
    }

    /** Returns all brokers together. */
    public static ConfigTarget allBrokers() {
        return new ConfigTarget(Kind.BROKER, "");
    }
}
