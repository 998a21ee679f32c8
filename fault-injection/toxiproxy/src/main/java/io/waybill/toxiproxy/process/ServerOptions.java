package io.waybill.toxiproxy.process;

import io.waybill.toxiproxy.ToxiproxySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of the process: {@code -host}, {@code -port}, {@code -config} and {@code -seed}, each with one dash or
 * two, its value after a blank or after {@code =}, as Shopify's server takes them.
 *
 * @param config proxies to begin with, as for {@code POST /populate}
 */
record ServerOptions(ToxiproxySettings settings, Optional<Path> config) {

    private static final int PORT = 8474;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException names everything that is wrong with it
     */
    static ServerOptions of(List<String> arguments) {
        var host = "localhost";
        int port = PORT;
        long seed = 1;
        Optional<Path> config = Optional.empty();
        List<String> problems = new ArrayList<>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            String name = argument.substring(0, equals < 0 ? argument.length() : equals)
                    .replaceFirst("^--?", "");
            boolean isOption = argument.startsWith("-");
            if (!isOption || (equals < 0 && !rest.hasNext())) {
                problems.add("expected -host, -port, -config or -seed with a value, was " + argument);
                continue;
            }
            String value = equals < 0 ? rest.next() : argument.substring(equals + 1);
            switch (name) {
                case "host" -> host = value;
                case "port" -> port = (int) number(name, value, 0, 65_535, problems);
                case "seed" -> seed = number(name, value, Long.MIN_VALUE, Long.MAX_VALUE, problems);
                case "config" -> config = Optional.of(Path.of(value));
                default -> problems.add("unknown option " + argument + ": there are -host, -port, -config and -seed");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new ServerOptions(ToxiproxySettings.local(seed).at(host, port), config);
    }

    private static long number(String name, String value, long least, long most, List<String> problems) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        problems.add("-" + name + " must be a whole number from " + least + " to " + most + ", was " + value);
        return least;
    }
}
