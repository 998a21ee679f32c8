package io.waybill.history.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.Tear;
import io.waybill.history.interchange.ImportSink;
import io.waybill.history.interchange.MalformedHistoryException;
import io.waybill.history.interchange.Problem;
import io.waybill.history.interchange.Problems;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history of JSON Lines.
 *
 * <p>One pass, whatever the order of the lines; memory grows with the number of different messages and names only.
 */
public final class JsonlImport {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final LineReader lines;
    private final LineImport events;
    private final Problems problems = new Problems();
    private @Nullable Tear tear;

    private JsonlImport(Path file, InputStream stream, ImportSink sink) {
        this.file = file;
        lines = new LineReader(stream);
        events = new LineImport(sink);
    }

    /**
     * What was imported.
     *
     * @param tear where the file breaks off, or empty where it does not
     */
    public record Imported(HistoryReader reader, Optional<Tear> tear) implements Closeable {
        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /**
     * Imports a file and opens what was imported.
     *
     * @param format the word under which the history says where it came from
     * @throws MalformedHistoryException where it is malformed; nothing is imported then
     */
    public static Imported read(Path file, String format) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            long size = Files.size(file);
            ImportSink sink = ImportSink.create(size);
            try {
                JsonlImport lines = new JsonlImport(file, stream, sink);
                lines.read();
                if (lines.tear == null && lines.events.isAnnounced() && !lines.events.isClosed()) {
                    lines.tear = new Tear(size, 0);
                }
                HistoryReader reader = sink.finish(format, lines.tear != null, lines.events.isClosed());
                return new Imported(reader, Optional.ofNullable(lines.tear));
            } catch (IOException | RuntimeException e) {
                sink.close();
                throw e;
            }
        }
    }

    private void read() throws IOException {
        try {
            boolean more = true;
            while (more && lines.next()) {
                lines.skipByteOrderMark();
                more = lines.isBlank() || line();
            }
        } catch (LineReader.TooLong e) {
            problems.add(new Problem(lines.line(), 0, String.valueOf(e.getMessage())));
        }
        problems.throwIfAny(file);
        events.finish();
    }

    /** Reads one line. Returns whether to go on. */
    private boolean line() throws IOException {
        try (JsonParser parser = JSON.createParser(lines.bytes(), lines.start(), lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new WrongLine(1, "expected a JSON object: one event a line");
            }
            Fields fields = Fields.read(parser);
            if (parser.nextToken() != null) {
                throw new WrongLine(
                        (int) parser.currentTokenLocation().getByteOffset() + 1,
                        "something follows the event, expected one event a line");
            }
            events.apply(fields);
            return true;
        } catch (JsonProcessingException e) {
            return notJson(e);
        } catch (WrongLine e) {
            return problem(e.column, String.valueOf(e.getMessage()));
        }
    }

    private boolean notJson(JsonProcessingException e) {
        boolean atEnd = e instanceof JsonEOFException
                || String.valueOf(e.getOriginalMessage()).startsWith("Unexpected end-of-input");
        // The last word of a killed writer may be half a word: "tru" for "true".
        boolean last = !lines.isTerminated() && e.getLocation().getByteOffset() >= lines.length();
        if (!lines.isTerminated() && lines.bytes()[lines.start()] == '{' && (atEnd || last)) {
            tear = new Tear(lines.offset(), lines.length());
            return false;
        }
        if (atEnd) {
            return problem(lines.length(), "the line ends inside the event: one event is one whole line");
        }
        return problem((int) e.getLocation().getByteOffset() + 1, "not JSON: " + e.getOriginalMessage());
    }

    private boolean problem(int column, String message) {
        return problems.add(new Problem(lines.line(), column, message.replace('\n', ' ')));
    }
}
