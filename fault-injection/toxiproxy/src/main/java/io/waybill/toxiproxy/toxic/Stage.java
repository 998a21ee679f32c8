package io.waybill.toxiproxy.toxic;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One toxic on one direction of one connection: a queue in order, and the decision when its head goes on. What a stage
 * holds is bounded by what it says of its room; what is beyond stays with the sender.
 */
abstract class Stage implements Flow {

    /** When something goes on that does not, as things are. */
    static final long NEVER = Long.MAX_VALUE;

    /** What a stage holds that has no reason to hold more: two reads. */
    static final int SMALL_ROOM_BYTES = 1 << 16;

    private final Line line;
    private final ArrayDeque<Chunk> held = new ArrayDeque<>();
    private Flow next = Nowhere.INSTANCE;
    private @Nullable Stage previous;
    private long heldCost;
    private @Nullable ScheduledFuture<?> timer;
    private long timerNanos = NEVER;
    private long endNanos;
    private boolean isEnding;
    private boolean isEnded;
    private boolean isPumping;
    private boolean hasRefused;
    private @Nullable FaultTrace trace;

    Stage(Line line) {
        this.line = line;
    }

    // What a toxic decides.

    /** Returns when the next piece of the head goes on; asked whenever there is room for it. */
    abstract long due(Chunk head, long nowNanos);

    /** Returns how many bytes of the head go on at once, all of them unless a toxic cuts. */
    int piece(Chunk head) {
        return head.size();
    }

    /** The piece has been due and goes on. Returns the time that it has on the next stage's clock. */
    long passes(Chunk head, int bytes, long nowNanos) {
        return head.nanos;
    }

    /** Looks at what comes before it is queued. Returns whether it is kept; else the stage has released it. */
    boolean receives(Chunk chunk) {
        return true;
    }

    /** Returns when the end goes on, once nothing is held. */
    long endDue(long cameNanos) {
        return cameNanos;
    }

    /** The end has come, and is not yet handed on. */
    void endComes() {}

    /** Returns how many bytes may be held, by the cost of chunks. */
    int room() {
        return SMALL_ROOM_BYTES;
    }

    /** What the toxic says has changed; {@link #reconsider} follows. */
    void read(Toxic toxic) {}

    /** What was decided about the chunks that are held is decided anew. */
    void redecide(Iterable<Chunk> chunks) {}

    /**
     * The stage is taken out of its connection, before what it holds is handed on.
     *
     * @param isRemoved whether its toxic goes away; else this connection is spared it from here on
     */
    void leaves(boolean isRemoved) {}

    // The queue.

    @Override
    public final boolean hasRoom() {
        boolean isRoomy = heldCost < (line.memory().isScarce() ? Math.min(room(), SMALL_ROOM_BYTES) : room());
        hasRefused |= !isRoomy;
        return isRoomy;
    }

    @Override
    public final void take(Chunk chunk) {
        if (isEnded) {
            chunk.bytes.release();
            return;
        }
        if (!receives(chunk)) {
            return;
        }
        if (trace != null) {
            trace.held(chunk.size());
        }
        if (held.isEmpty() && next.hasRoom() && piece(chunk) >= chunk.size()) {
            long now = nanos();
            if (due(chunk, now) <= now) {
                hand(chunk, now);
                return;
            }
        }
        Chunk kept = chunk.compact();
        kept.dueNanos = chunk.dueNanos;
        held.add(kept);
        cost(kept.cost());
        pump();
    }

    @Override
    public final void end() {
        if (!isEnding) {
            isEnding = true;
            endNanos = nanos();
            endComes();
            pump();
        }
    }

    /** Hands on what is due and has room. */
    final void pump() {
        if (isPumping || isEnded) {
            return;
        }
        isPumping = true;
        pumpHeld();
        isPumping = false;
        // Not "was full a moment ago": room may have come because others hold less.
        if (hasRefused && hasRoom()) {
            hasRefused = false;
            askForMore();
        }
    }

    private void pumpHeld() {
        while (!held.isEmpty() && !isEnded && next.hasRoom()) {
            Chunk head = held.element();
            long now = nanos();
            long due = due(head, now);
            if (due > now) {
                wakeAt(due);
                return;
            }
            int bytes = piece(head);
            if (bytes >= head.size()) {
                held.remove();
                cost(-head.cost());
                hand(head, now);
            } else {
                cost(-bytes);
                long time = passes(head, bytes, now);
                next.take(new Chunk(head.bytes.readRetainedSlice(bytes), time));
                handed();
            }
        }
        if (held.isEmpty() && isEnding && !isEnded) {
            long due = endDue(endNanos);
            if (due > nanos()) {
                wakeAt(due);
            } else {
                passEnd();
            }
        }
    }

    private void hand(Chunk chunk, long nowNanos) {
        long time = passes(chunk, chunk.size(), nowNanos);
        next.take(time == chunk.nanos ? chunk : new Chunk(chunk.bytes, time));
        handed();
    }

    /** Something has been handed on. */
    void handed() {}

    private void passEnd() {
        isEnded = true;
        cancelTimer();
        next.end();
    }

    /** Lets nothing more pass, throws away what is held and ends the whole connection. */
    final void shut() {
        if (!isEnded) {
            release();
            line.endsWhole();
            passEnd();
        }
    }

    private void askForMore() {
        if (previous != null) {
            previous.pump();
        } else {
            line.onRoom();
        }
    }

    /** What comes after this has room again. */
    final void onRoom() {
        pump();
    }

    // Its place.

    final void join(@Nullable Stage before, Flow after) {
        previous = before;
        next = after;
    }

    /** Tells of everything that comes from here on. */
    final void trace(FaultTrace whom) {
        trace = whom;
    }

    /** Hands on everything that is held, because the stage goes away; the end too, where it has come. */
    final void leave(boolean isRemoved) {
        cancelTimer();
        leaves(isRemoved);
        if (isEnded) {
            return;
        }
        while (!held.isEmpty()) {
            Chunk chunk = held.remove();
            cost(-chunk.cost());
            next.take(chunk);
        }
        if (isEnding) {
            passEnd();
        }
    }

    /** Decides anew, because what the toxic says has changed. */
    final void reconsider() {
        cancelTimer();
        redecide(held);
        pump();
        line.flush();
    }

    /** Throws away what is held: its connection is gone. */
    final void release() {
        cancelTimer();
        while (!held.isEmpty()) {
            Chunk chunk = held.remove();
            cost(-chunk.cost());
            chunk.bytes.release();
        }
    }

    final boolean isEnded() {
        return isEnded;
    }

    final Line line() {
        return line;
    }

    final long nanos() {
        return line.thread().ticker().nanoTime();
    }

    final int heldChunks() {
        return held.size();
    }

    /** Returns how many bytes are held, without what chunks cost beside them. */
    final long heldBytes() {
        long bytes = 0;
        for (Chunk chunk : held) {
            bytes += chunk.size();
        }
        return bytes;
    }

    private void cost(long more) {
        heldCost += more;
        line.memory().add(more);
    }

    // Time.

    /** Looks again at a time, unless it looks before. */
    final void wakeAt(long dueNanos) {
        if (dueNanos == NEVER || (timer != null && timerNanos <= dueNanos)) {
            return;
        }
        cancelTimer();
        timerNanos = dueNanos;
        timer = line.thread().schedule(this::wake, Math.max(0, dueNanos - nanos()), TimeUnit.NANOSECONDS);
    }

    private void wake() {
        timer = null;
        timerNanos = NEVER;
        try {
            woken();
            pump();
            line.flush();
        } catch (RuntimeException e) {
            line.failed(e);
        }
    }

    /** A time has come that was asked for. */
    void woken() {}

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
            timerNanos = NEVER;
        }
    }

    /** Before a stage has its place. */
    private enum Nowhere implements Flow {
        INSTANCE;

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void take(Chunk chunk) {
            chunk.bytes.release();
        }

        @Override
        public void end() {}
    }
}
