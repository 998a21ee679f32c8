package io.waybill.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Command lines typed into a terminal that writes down what it shows. */
final class Session {

    private final Path directory;
    private final boolean isTerminal;
    private final int columns;
    private final Charset charset;
    private final Map<String, String> environment;

    private Session(Path directory, boolean isTerminal, int columns, Charset charset, Map<String, String> environment) {
        this.directory = directory;
        this.isTerminal = isTerminal;
        this.columns = columns;
        this.charset = charset;
        this.environment = environment;
    }

    /** What a pipe or a log shows: no colours, 104 columns. */
    static Session in(Path directory) {
        return new Session(directory, false, Terminal.DEFAULT_COLUMNS, StandardCharsets.UTF_8, Map.of());
    }

    Session atTerminal(Map<String, String> variables) {
        return new Session(directory, true, columns, charset, variables);
    }

    Session inPipe(Map<String, String> variables) {
        return new Session(directory, false, columns, charset, variables);
    }

    Session columns(int other) {
        return new Session(directory, isTerminal, other, charset, environment);
    }

    Session charset(Charset other) {
        return new Session(directory, isTerminal, columns, other, environment);
    }

    Shown type(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(bytes, false, charset),
                bytes,
                new PrintWriter(err),
                isTerminal,
                isTerminal,
                columns,
                charset,
                environment,
                directory);
        int exitCode = Waybill.run(terminal, arguments);
        return new Shown(exitCode, bytes.toString(charset), err.toString());
    }

    /** What a command line showed. */
    record Shown(int exitCode, String out, String err) {}
}
