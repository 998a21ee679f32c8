package io.waybill.cli;

import io.waybill.system.ProxyServer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What the links of a cluster run through, as {@code --toxiproxy} says it.
 *
 * @param kind one of the two that we start ourselves; empty where somebody else has
 * @param at where somebody's serves its API
 */
record ToxiproxyChoice(Optional<ProxyServer> kind, Optional<Address> at) {

    /** Where a server listens on this machine. */
    record Address(String host, int port) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Reads one. */
    static final class Converter implements ITypeConverter<ToxiproxyChoice> {

        /** On this machine, because nodes that are processes here listen to nobody else. */
        private static final Pattern HERE = Pattern.compile("(localhost|127(?:\\.\\d{1,3}){3}):(\\d{1,5})");

        private static final int LAST_PORT = 65_535;

        @Override
        public ToxiproxyChoice convert(String text) {
            Matcher here = HERE.matcher(text);
            if (here.matches()) {
                int port = Integer.parseInt(here.group(2));
                if (port >= 1 && port <= LAST_PORT) {
                    return new ToxiproxyChoice(Optional.empty(), Optional.of(new Address(here.group(1), port)));
                }
            }
            return switch (text) {
                case "shopify" -> new ToxiproxyChoice(Optional.of(ProxyServer.SHOPIFY), Optional.empty());
                case "embedded" -> new ToxiproxyChoice(Optional.of(ProxyServer.EMBEDDED), Optional.empty());
                default ->
                    throw new TypeConversionException("expected shopify, embedded, or where a Toxiproxy on this"
                            + " machine serves its API, such as 127.0.0.1:8474, was \"" + text + "\"");
            };
        }
    }

    /**
     * Returns what containers' links run through.
     *
     * @throws UsageException where containers cannot use it
     */
    ProxyServer inContainers() {
        return kind.orElseThrow(() -> new UsageException("--toxiproxy " + at.orElseThrow()
                + " does not go with containers, which start a Toxiproxy each: say shopify or embedded"));
    }

    /**
     * Returns whose Toxiproxy the links of processes run through; empty where the proxies are in this process.
     *
     * @throws UsageException where processes cannot use it
     */
    Optional<Address> ofProcesses() {
        if (kind.equals(Optional.of(ProxyServer.SHOPIFY))) {
            throw new UsageException("--toxiproxy shopify goes with --env containers; for processes start Toxiproxy"
                    + " yourself and say where it is, such as --toxiproxy 127.0.0.1:8474");
        }
        return at;
    }
}
