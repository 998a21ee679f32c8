package io.waybill.broker.fetching;

import io.waybill.environment.Timers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One replica that follows, whoever leads it.
 *
 * <pre>
 *              asked                    answered
 *    READY ───────────► ASKED ─────────────┬────────────► BUSY   its log changes or is on its way to the disk
 *      ▲                                   └────────────► RESTING  after an error
 *      └───────────────────────────────────────────────────┴──────
 * </pre>
 *
 * <p>What its log does goes on when the leader changes; who follows the next one waits for it.
 */
final class Follower {

    /** What it is about to do. */
    enum State {
        READY,
        ASKED,
        BUSY,
        RESTING
    }

    private static final int NOBODY = -1;

    private final Followed replica;
    private final Timers timers;
    private final Consumer<Follower> changed;
    private State state = State.READY;
    private int leader = NOBODY;
    private int leaderEpoch = -1;
    private long term;
    private boolean isSlow;
    private long fedAt;
    private int rounds;
    private int failures;
    private boolean ignoresEpochs;
    private Timers.@Nullable Timer rest;

    /**
     * Makes one that follows nobody yet.
     *
     * @param changed is told when it may be asked for again
     */
    Follower(Followed replica, Timers timers, Consumer<Follower> changed) {
        this.replica = replica;
        this.timers = timers;
        this.changed = changed;
    }

    Followed replica() {
        return replica;
    }

    int leader() {
        return leader;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    /** Returns what grows whenever it follows anew: tells what was asked for in this term from what was before. */
    long term() {
        return term;
    }

    boolean isReady() {
        return state == State.READY && leader != NOBODY;
    }

    boolean isBusy() {
        return state == State.BUSY;
    }

    /** Returns whether it is busy for so long that nobody waits for it any more. */
    boolean isSlow() {
        return isSlow;
    }

    void noteSlow() {
        isSlow = true;
    }

    /** Returns in which fetch it was given records last. */
    long fedAt() {
        return fedAt;
    }

    void noteFed(long round) {
        fedAt = round;
    }

    /** Returns how often it was truncated in a row, this time included. */
    int nextRound() {
        return ++rounds;
    }

    /** Returns how often it failed in a row, this time included. */
    int nextFailure() {
        return ++failures;
    }

    void agrees() {
        rounds = 0;
        failures = 0;
    }

    /** Returns whether it no longer says which epoch it has: a planted flaw. */
    boolean ignoresEpochs() {
        return ignoresEpochs;
    }

    void ignoreEpochs() {
        ignoresEpochs = true;
    }

    /** It follows a leader from now on. Returns whether its log is still busy with what a former one has said. */
    boolean follow(int newLeader, int newLeaderEpoch) {
        endTerm();
        leader = newLeader;
        leaderEpoch = newLeaderEpoch;
        if (state == State.BUSY) {
            return true;
        }
        awaitPromise();
        return false;
    }

    /** It follows nobody from now on. Its log may be busy with what it was told before. */
    void cease() {
        endTerm();
        leader = NOBODY;
    }

    boolean followsNobody() {
        return leader == NOBODY;
    }

    private void endTerm() {
        term++;
        agrees();
        ignoresEpochs = false;
        if (rest != null) {
            rest.cancel();
            rest = null;
        }
        if (state != State.BUSY) {
            state = State.READY;
        }
    }

    void asked() {
        state = State.ASKED;
    }

    /** Nothing was to be done: it may be asked for at once. */
    void ready() {
        state = State.READY;
    }

    /** Its log changes: it is busy until the change has called back, and all of it is promised. */
    void change(Consumer<Runnable> operation) {
        state = State.BUSY;
        operation.accept(this::awaitPromise);
    }

    /** It is not asked for before all of its log counts: it would get again what it has. */
    void awaitPromise() {
        if (replica.promisedOffset() >= replica.logEndOffset()) {
            becomeReady();
            return;
        }
        state = State.BUSY;
        replica.whenPromised(this::becomeReady);
    }

    /** It is not asked for until a time has passed. */
    void rest(long nanos) {
        state = State.RESTING;
        rest = timers.after(nanos, this::becomeReady);
    }

    private void becomeReady() {
        state = State.READY;
        isSlow = false;
        rest = null;
        changed.accept(this);
    }
}
