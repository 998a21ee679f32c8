package io.waybill.toxiproxy.proxy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address as Toxiproxy writes it: {@code host:port}, {@code [::1]:port}, or {@code :port} for all interfaces.
 *
 * @param host a name or an address without brackets; empty for all interfaces
 * @param port from 0 to 65535
 */
public record HostPort(String host, int port) {

    private static final int LAST_PORT = 65_535;

    /**
     * Reads an address; an empty text means any port of all interfaces.
     *
     * @throws RefusedException with status 500, as Toxiproxy answers, where it is none
     */
    public static HostPort parse(String text) {
        if (text.isEmpty()) {
            return new HostPort("", 0);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]")) {
            throw RefusedException.failed("address " + text + ": missing port in address");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw RefusedException.failed("address " + text + ": too many colons in address");
        }
        return new HostPort(host, port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        try {
            int port = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw RefusedException.failed("address " + text + ": invalid port");
    }

    /** Returns the address of a socket that listens. */
    public static HostPort of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return new HostPort(ip.isAnyLocalAddress() ? "::" : ip.getHostAddress(), address.getPort());
    }

    /** Returns whether no name service must be asked for it. */
    boolean isLiteral() {
        return host.isEmpty() || host.equals("localhost") || NetUtil.createByteArrayFromIpAddressString(host) != null;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
