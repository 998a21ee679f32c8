package io.waybill.broker.data;

import io.waybill.environment.Timers;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.FetchRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, held until it has what is worth an answer: enough bytes, an error, news, or no more time.
 *
 * <pre>
 *    decide ──► nothing to read ──► wait for a change or the time ──► decide
 *       │
 *       └─────► read, partition by partition ──► too little ──► wait …
 *                        │
 *                        └──► answer
 * </pre>
 */
final class HeldFetch {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FetchHandler handler;
    private final FetchRequest request;
    private final RequestHandler.Answer answer;
    private final FetchParts parts;
    private final List<Runnable> watches = new ArrayList<>();
    private Timers.@Nullable Timer timer;
    private boolean isReading;
    private boolean hasRead;
    private boolean isOver;
    private boolean isWoken;
    private boolean hasChanged;
    private boolean isDone;

    HeldFetch(
            FetchHandler handler,
            boolean byId,
            FetchReader reader,
            FetchRequest request,
            RequestHandler.Answer answer) {
        this.handler = handler;
        this.request = request;
        this.answer = answer;
        this.parts = new FetchParts(handler, byId, reader, request);
    }

    void begin() {
        isOver = request.maxWaitMs() <= 0 || request.minBytes() <= 0 || parts.isEmpty();
        decide();
    }

    private void decide() {
        hasChanged = false;
        parts.decide();
        if (parts.isReadable()) {
            isReading = true;
            hasRead = true;
            parts.read(0, this::hasRead);
        } else if (parts.isNews() || isOver) {
            answer();
        } else {
            await();
        }
    }

    private void hasRead(int bytes) {
        isReading = false;
        if (parts.isNews() || isOver || bytes >= request.minBytes()) {
            answer();
        } else {
            parts.keep(bytes);
            await();
        }
    }

    private void await() {
        if (timer == null) {
            timer = handler.environment().timers().after(request.maxWaitMs() * NANOS_PER_MILLI, this::timeOut);
            parts.watch(this::changed, watches);
            hasChanged = hasRead; // while it was read nobody told of changes
        }
        if (hasChanged) {
            wake();
        }
    }

    private void timeOut() {
        if (!isDone) {
            handler.noteEndsByTime();
            isOver = true;
            if (!isWoken && !isReading) {
                lookAgain();
            }
        }
    }

    /** Something has changed; what is read now may have missed it. */
    private void changed() {
        hasChanged = true;
        wake();
    }

    private void wake() {
        if (!isWoken && !isReading && !isDone) {
            isWoken = true;
            handler.environment().timers().post(() -> {
                isWoken = false;
                if (!isDone && !isReading) {
                    lookAgain();
                }
            });
        }
    }

    private void lookAgain() {
        if (answer.isWanted()) {
            decide();
        } else {
            end();
        }
    }

    private void answer() {
        end();
        answer.send(parts.answer());
    }

    private void end() {
        isDone = true;
        parts.release();
        if (timer != null) {
            timer.cancel();
        }
        watches.forEach(Runnable::run);
        watches.clear();
    }
}
