package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * What a container writes from one start to its next end, on its way to a file. Attached before the start, so that
 * nothing is missed, and once for each start, because the engine lets go of whoever listens when a container ends.
 */
final class Output {

    private static final long PATIENCE_SECONDS = 10;

    private final Path file;
    private final Writer writer;

    private Output(Path file, Writer writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Attaches to a container that does not run yet. What it writes is appended to the file. */
    static Output of(DockerClient client, String id, Path file) {
        try {
            Writer writer =
                    new Writer(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            client.attachContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(writer);
            if (!writer.awaitStarted(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the engine does not answer");
            }
            return new Output(file, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot follow what goes to " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(file, e);
        }
    }

    /** Returns whether the container has ended, as far as can be told from here, or the engine has. */
    boolean hasEnded() {
        return writer.ended;
    }

    /** Waits until all that was written by a container that has ended is in the file. */
    void awaitEnd() {
        try {
            if (!writer.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new UncheckedIOException(
                        "what goes to " + file + " does not end", new IOException("the engine keeps it open"));
            }
        } catch (InterruptedException e) {
            throw interrupted(file, e);
        }
    }

    private static UncheckedIOException interrupted(Path file, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UncheckedIOException("interrupted while following what goes to " + file, new IOException(e));
    }

    /** Called by the client's thread, one at a time. */
    private static final class Writer extends ResultCallback.Adapter<Frame> {

        private final OutputStream file;
        private volatile boolean ended;

        Writer(OutputStream file) {
            this.file = file;
        }

        @Override
        public void onNext(Frame frame) {
            try {
                file.write(frame.getPayload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onComplete() {
            finish();
            super.onComplete();
        }

        @Override
        public void onError(Throwable throwable) {
            finish();
            super.onError(throwable);
        }

        private void finish() {
            ended = true;
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
