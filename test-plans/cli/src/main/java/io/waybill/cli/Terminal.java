package io.waybill.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a command speaks to: two streams, and what is known of who reads them.
 *
 * @param out the result; never fails, also when its reader has gone away
 * @param bytes the same stream as {@code out}, for what is no text; fails when its reader has gone away
 * @param err progress and errors
 * @param outIsTerminal whether a person reads {@code out} as it is written
 * @param errIsTerminal whether a person reads {@code err} as it is written
 * @param columns how wide a line may be
 * @param charset what the streams are encoded in
 * @param environment the environment variables
 * @param directory what relative names of files are relative to
 */
record Terminal(
        PrintWriter out,
        OutputStream bytes,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns,
        Charset charset,
        Map<String, String> environment,
        Path directory) {

    /** A line that nobody resizes: wide enough for a story, narrow enough for a log viewer. */
    static final int DEFAULT_COLUMNS = 104;

    private static final int NARROWEST = 60;
    private static final int WIDEST = 140;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final long PATIENCE_SECONDS = 2;

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** Returns the terminal or the pipes that this process was started with. */
    static Terminal ofThisProcess() {
        Charset charset = nativeCharset();
        Map<String, String> environment = System.getenv();
        boolean outIsTerminal = isTerminal(STDOUT);
        boolean errIsTerminal = isTerminal(STDERR);
        return new Terminal(
                new PrintWriter(stream(FileDescriptor.out, charset), false),
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(stream(FileDescriptor.err, charset), true),
                outIsTerminal,
                errIsTerminal,
                columns(environment, outIsTerminal || errIsTerminal),
                charset,
                environment,
                Path.of(""));
    }

    /** Returns whether what was written to {@code err} can be taken back. */
    boolean canRepaint() {
        return errIsTerminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static Writer stream(FileDescriptor descriptor, Charset charset) {
        return new OutputStreamWriter(new FileOutputStream(descriptor), charset);
    }

    private static Charset nativeCharset() {
        try {
            return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        // No /proc: a child that inherits our streams can tell.
        return ask(List.of("test", "-t", String.valueOf(descriptor)), false).isPresent();
    }

    private static int columns(Map<String, String> environment, boolean isTerminal) {
        Optional<String> told = Optional.ofNullable(environment.get("COLUMNS"));
        if (told.isEmpty() && isTerminal) {
            told = ask(List.of("sh", "-c", "stty size </dev/tty"), true)
                    .map(size -> size.substring(size.indexOf(' ') + 1));
        }
        try {
            int columns = told.map(String::strip).map(Integer::parseInt).orElse(DEFAULT_COLUMNS);
            return columns <= 0 ? DEFAULT_COLUMNS : Math.max(NARROWEST, Math.min(WIDEST, columns));
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }

    /**
     * Returns what a command prints, or empty where it cannot be run or ends with another exit code than 0.
     *
     * @param listen whether its output is of interest; if not, it inherits our streams
     */
    private static Optional<String> ask(List<String> command, boolean listen) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (listen) {
            builder.redirectOutput(ProcessBuilder.Redirect.PIPE).redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String answer =
                    listen ? new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII) : "";
            return process.exitValue() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
