package io.waybill.environment;

/**
 * Where a node listens.
 *
 * @param host a name or an address, not empty
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

    private static final int LAST_PORT = 65_535;

    public Endpoint {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host of an endpoint must not be empty");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "port of endpoint " + host + " must be from 1 to " + LAST_PORT + ", was " + port);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
