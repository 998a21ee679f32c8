package io.waybill.runner.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Timeline;
import io.waybill.system.Cluster;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Writes what faults did and hit: JSON Lines, each of which is in the file before the next thing happens, whatever is
 * killed then. {@code docs/runs.md} describes the lines. Times are nanoseconds on the history's clock.
 *
 * <p>Used by one thread. What cannot be written is an {@link UncheckedIOException}: a run without its records is none.
 */
public final class FaultLines implements Closeable {

    /** The name of the file, in the folder of its configuration. */
    public static final String FILE = "faults.jsonl";

    private final JsonGenerator json;

    private FaultLines(JsonGenerator json) {
        this.json = json;
    }

    /** Begins the file beside a history. */
    public static FaultLines beside(Path history) throws IOException {
        JsonFactory factory = new JsonFactory();
        factory.setRootValueSeparator(null);
        // Not a channel: an interrupt of the nemesis, which is how a run is called off, would close it.
        return new FaultLines(factory.createGenerator(
                new FileOutputStream(history.resolveSibling(FILE).toFile()), JsonEncoding.UTF8));
    }

    private interface Fields {
        void write() throws IOException;
    }

    private void line(String what, Fields fields) {
        try {
            json.writeStartObject();
            json.writeStringField("what", what);
            fields.write();
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal of the faults cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes what is planned of a storm, in the order of time; then what waits for a moment.
     *
     * @param stormNanos when the storm begins
     */
    public void planned(Timeline timeline, long stormNanos) {
        for (Timeline.Occurrence occurrence : timeline.occurrences()) {
            for (Timeline.Strike strike : occurrence.strikes()) {
                planned(occurrence, strike, stormNanos + strike.at().toNanos(), "");
            }
        }
        for (Timeline.Armed armed : timeline.armed()) {
            for (Timeline.Strike strike : armed.occurrence().strikes()) {
                planned(armed.occurrence(), strike, strike.at().toNanos(), armed.moment());
            }
        }
    }

    private void planned(Timeline.Occurrence occurrence, Timeline.Strike strike, long nanos, String moment) {
        line("planned", () -> {
            json.writeNumberField("occurrence", occurrence.number());
            json.writeStringField("kind", strike.fault().kind());
            json.writeStringField("named", strike.fault().target());
            if (moment.isEmpty()) {
                json.writeNumberField("atNanos", nanos);
            } else {
                json.writeStringField("moment", moment);
                json.writeNumberField("afterNanos", nanos);
            }
            json.writeNumberField("lastingNanos", strike.lasting().toNanos());
        });
    }

    /**
     * Writes that a fault has taken effect.
     *
     * @param beginNanos when acting began
     * @param effectNanos when it had taken effect everywhere
     */
    public void started(FaultRecord fault, long beginNanos, long effectNanos) {
        line("started", () -> {
            json.writeNumberField("fault", fault.id());
            json.writeNumberField("occurrence", fault.occurrence());
            json.writeStringField("kind", fault.fault().kind());
            json.writeStringField("named", fault.fault().target());
            json.writeArrayFieldStart("victims");
            for (String victim : fault.resolvedNames()) {
                json.writeString(victim);
            }
            json.writeEndArray();
            json.writeNumberField("beginNanos", beginNanos);
            json.writeNumberField("effectNanos", effectNanos);
            json.writeNumberField("lastingNanos", fault.lasting().toNanos());
        });
    }

    /**
     * Writes which process a fault struck.
     *
     * @param pid the process's number while it was there
     */
    public void struck(FaultRecord fault, int node, long pid) {
        line("hit", () -> {
            json.writeNumberField("fault", fault.id());
            json.writeStringField("node", "n" + node);
            json.writeNumberField("pid", pid);
        });
    }

    /**
     * Writes what a fault on links did to a connection.
     *
     * @param fault the fault's id, which is not the one by which the links know it; -1 where that is not known
     * @param atNanos when, on the history's clock
     */
    public void hit(int fault, Cluster.LinkHit hit, long atNanos) {
        line("hit", () -> {
            json.writeNumberField("fault", fault);
            json.writeStringField("event", hit.what());
            json.writeStringField("link", hit.where());
            json.writeNumberField("connection", hit.connection());
            if (!hit.stream().isEmpty()) {
                json.writeStringField("stream", hit.stream());
            }
            json.writeNumberField("heldBytes", hit.heldBytes());
            json.writeNumberField("droppedBytes", hit.droppedBytes());
            json.writeNumberField("atNanos", atNanos);
            json.writeStringField("at", hit.at().toString());
        });
    }

    /** Writes that something is known to have been hit of which nothing else is known: there was too much of it. */
    public void missed(long hits) {
        line("missed", () -> json.writeNumberField("hits", hits));
    }

    /**
     * Writes that a fault was repaired.
     *
     * @param beginNanos when the repair began
     * @param effectNanos when it had taken effect everywhere
     */
    public void ended(FaultRecord fault, long beginNanos, long effectNanos) {
        line("ended", () -> {
            json.writeNumberField("fault", fault.id());
            json.writeNumberField("beginNanos", beginNanos);
            json.writeNumberField("effectNanos", effectNanos);
        });
    }

    /** Writes that a planned fault was not tried, and why. */
    public void skipped(Timeline.Occurrence occurrence, String reason, long nanos) {
        line("skipped", () -> {
            json.writeNumberField("occurrence", occurrence.number());
            json.writeStringField("fault", occurrence.fault().match(Object::toString, Fault.Combined::kind));
            json.writeStringField("reason", reason);
            json.writeNumberField("atNanos", nanos);
        });
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
