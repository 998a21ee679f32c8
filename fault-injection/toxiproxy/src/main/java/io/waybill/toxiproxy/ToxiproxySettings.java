package io.waybill.toxiproxy;

/**
 * How a server is run.
 *
 * @param host where its API is served
 * @param port of its API; 0 for a free one
 * @param seed from which follow its draws of toxicity, jitter and sizes
 * @param mostHeldBytes what toxics and faults may hold back in all connections together before senders are slowed down
 */
public record ToxiproxySettings(String host, int port, long seed, long mostHeldBytes) {

    private static final int LAST_PORT = 65_535;
    private static final long HELD_BYTES = 256L << 20;

    /** Checks the ranges. */
    public ToxiproxySettings {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + LAST_PORT + ", was " + port);
        }
        if (mostHeldBytes < 1) {
            throw new IllegalArgumentException("held bytes must be >= 1, was " + mostHeldBytes);
        }
    }

    /** Returns the settings for a server at a free port of the loopback interface. */
    public static ToxiproxySettings local(long seed) {
        return new ToxiproxySettings("127.0.0.1", 0, seed, HELD_BYTES);
    }

    /** Returns these settings with another address. */
    public ToxiproxySettings at(String otherHost, int otherPort) {
        return new ToxiproxySettings(otherHost, otherPort, seed, mostHeldBytes);
    }
}
