package io.waybill.environment;

/**
 * Everything of the world that a node may touch. There is one for each incarnation of a node, and within it one for
 * each shard: a node that uses several cores is several loops, which share nothing and talk through {@link Shards}.
 *
 * <p>Used on its own loop only. An object that was got from it (a timer, a connection, a file) belongs to that loop
 * too.
 */
public interface Environment {

    /** Returns the node's id: 0 or more, unique in its cluster, the same in all its incarnations. */
    int node();

    /** Returns how often this node was started before: 0 for its first life. */
    int incarnation();

    /** Returns the clock. */
    Clock clock();

    /** Returns the timers of this loop. */
    Timers timers();

    /** Returns the way to the node's other loops. */
    Shards shards();

    /** Returns the network. */
    Links links();

    /** Returns the node's disk; all its shards have the same one. */
    Disk disk();

    /**
     * Returns randomness for one purpose. The same purpose gives a stream that begins anew; two purposes give streams
     * that know nothing of each other, so that a draw more in one place moves nothing elsewhere.
     *
     * @param purpose what it is for, for example {@code election timeout}
     */
    Randomness randomness(String purpose);

    /** Returns where the node tells what it noticed. */
    Probes probes();

    /**
     * Ends this incarnation at once, all its shards: a node whose assumptions are broken must not go on. Returns, but
     * nothing of the node runs any more once the current callback has ended, and what it has sent or written since the
     * callback began may or may not have happened.
     */
    void crash(Throwable cause);
}
