package io.waybill.history.edn;

import io.waybill.history.edn.EdnScanner.Malformed;
import io.waybill.history.edn.EdnScanner.Underflow;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.interchange.ImportSink;
import io.waybill.history.interchange.MalformedHistoryException;
import io.waybill.history.interchange.Problem;
import io.waybill.history.interchange.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a history that Jepsen's Kafka workload wrote: operation maps one after another, or in one vector.
 *
 * <p>One pass, on two threads: this one parses, another applies what was parsed. Memory grows with the number of
 * different messages and processes only.
 */
public final class EdnImport {

    private final Path file;
    private final EdnScanner in;
    private final OpParser parser;
    private final OpInterpreter interpreter;
    private final Problems problems = new Problems();
    private final LineCounter lines;

    private EdnImport(Path file, EdnScanner in, ImportSink sink) {
        this.file = file;
        this.in = in;
        Keys keys = new Keys(sink);
        parser = new OpParser(in, keys);
        interpreter = new OpInterpreter(sink);
        lines = new LineCounter(file);
    }

    /**
     * Imports a file and opens what was imported.
     *
     * @param format the word under which the history says where it came from
     * @throws MalformedHistoryException where it is malformed; nothing is imported then
     */
    public static HistoryReader read(Path file, String format) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            ImportSink sink = ImportSink.create(Files.size(file));
            try {
                new EdnImport(file, new EdnScanner(stream), sink).read();
                return sink.finish(format, false, false);
            } catch (IOException | RuntimeException e) {
                sink.close();
                throw e;
            }
        }
    }

    private void read() throws IOException {
        try (OpPipeline pipeline = new OpPipeline(interpreter::apply)) {
            while (toNextMap()) {
                if (!oneMap(in.position(), pipeline)) {
                    break;
                }
            }
            pipeline.finish();
        }
        if (problems.isEmpty() && !interpreter.complaint().isEmpty()) {
            problems.add(Problem.ofFile(interpreter.complaint()));
        }
        problems.throwIfAny(file);
        interpreter.finish();
    }

    /** Goes to the next operation, in or out of a vector. Returns false at the end. */
    private boolean toNextMap() throws IOException {
        while (true) {
            try {
                byte c = in.next();
                if (c == '{' || c == '#') {
                    return true;
                }
                if (c != '[' && c != ']' && c != '(' && c != ')') {
                    Malformed e = in.malformed("expected an operation map {:type …}, found " + EdnScanner.show(c));
                    if (!recover(e)) {
                        return false;
                    }
                    continue;
                }
                in.position(in.position() + 1);
            } catch (Underflow e) {
                if (!in.readOn(in.position())) {
                    return false;
                }
            } catch (Malformed e) {
                if (!recover(e)) {
                    return false;
                }
            }
        }
    }

    /** Reads one operation, with as much of the file as it takes. Returns whether to go on. */
    private boolean oneMap(int begin, OpPipeline pipeline) throws IOException {
        Op op = pipeline.next();
        int start = begin;
        while (true) {
            try {
                in.position(start);
                parser.parse(op);
                break;
            } catch (Underflow e) {
                if (!in.readOn(start)) {
                    tellOfEnd(start);
                    return false;
                }
                start = 0;
            } catch (Malformed e) {
                if (in.isNearLimit(e.position) && in.readOn(start)) {
                    start = 0;
                    continue;
                }
                return recover(e);
            }
        }
        try {
            parser.seal(op);
            // Nothing is imported of a malformed file: from its first problem on, the rest is only read for more.
            if (problems.isEmpty()) {
                pipeline.submit();
            }
            return true;
        } catch (Malformed e) {
            return problems.add(problem(start, String.valueOf(e.getMessage())));
        }
    }

    private void tellOfEnd(int start) throws IOException {
        String message = in.isEnded()
                ? "the file ends inside this operation: it was cut; take the whole file"
                : "an operation longer than " + (EdnScanner.MOST_BYTES >> 20)
                        + " MB: this is no history of operation maps";
        problems.add(problem(start, message));
    }

    /** Records what is wrong and goes on behind the line. Returns false where there is nothing more to say. */
    private boolean recover(Malformed e) throws IOException {
        boolean more = problems.add(problem(e.position, String.valueOf(e.getMessage())));
        in.position(e.position);
        while (more) {
            if (in.passLine()) {
                return true;
            }
            more = in.readOn(in.position());
        }
        return false;
    }

    private Problem problem(int position, String message) throws IOException {
        LineCounter.Place place = lines.place(in.offset(position));
        return new Problem(place.line(), place.column(), message);
    }
}
