package io.waybill.toxiproxy.proxy;

import io.waybill.toxiproxy.toxic.Direction;

/**
 * One direction of a proxy's connections. What one participant sends to another takes several: the requests of the
 * connections that it opens, and the answers on those that it accepts.
 *
 * @param proxy the proxy's name
 * @param direction which way
 */
public record Half(String proxy, Direction direction) {

    @Override
    public String toString() {
        return proxy + " " + direction.word();
    }
}
