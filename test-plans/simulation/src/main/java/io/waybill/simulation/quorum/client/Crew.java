package io.waybill.simulation.quorum.client;

import io.waybill.environment.Environment;
import io.waybill.history.Event;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.raft.settings.Cluster;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All clients of a run: what they share, and what the harness asks of them. Producers send until they are told to stop;
 * consumers read everything, each at its own pace, and when they are told to drain, up to the end.
 */
public final class Crew {

    private static final int SESSIONS_A_LIFE = 4;
    private static final int MOST_NODES = 64;

    private final ClientSettings settings;
    private final Cluster cluster;
    private final Recorder recorder;
    private final Ends ends;
    private final int firstNode;
    private final int[] partitions;
    private final List<@Nullable Client> clients = new ArrayList<>();
    private final long[] completions;
    private boolean operating = true;
    private boolean sending = true;
    private boolean draining;
    private long lastCompletionNanos;
    private long acknowledged;
    private long unknown;
    private long failed;
    private long polls;

    /**
     * Creates clients that are all down.
     *
     * @param nodes theirs, without a gap
     */
    public Crew(ClientSettings settings, Cluster cluster, Recorder recorder, Ends ends, List<Integer> nodes) {
        this.settings = settings;
        this.cluster = cluster;
        this.recorder = recorder;
        this.ends = ends;
        this.firstNode = nodes.get(0);
        this.completions = new long[nodes.size()];
        this.partitions = new int[settings.partitions()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = recorder.partition("ledger", i);
        }
        for (int i = 0; i < nodes.size(); i++) {
            clients.add(null);
        }
    }

    /** Begins a life of a client: its program. */
    public void start(Environment environment) {
        var client = new Client(this, environment);
        clients.set(environment.node() - firstNode, client);
        client.start();
    }

    /** Says that a client's life has ended: of what it had under way nobody will know. */
    public void ended(int node) {
        int at = node - firstNode;
        if (at < 0 || at >= clients.size()) {
            return;
        }
        Client client = clients.get(at);
        if (client != null) {
            client.ended(true);
            clients.set(at, null);
        }
    }

    /** Ends all clients that still live; what they have under way stays unknown. */
    public void endAll() {
        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.get(i);
            if (client != null) {
                client.ended(false);
            }
        }
    }

    /** Tells operators to give no more orders. */
    public void stopOperating() {
        operating = false;
    }

    /** Tells producers to send no more. */
    public void stopSending() {
        sending = false;
    }

    /** Tells consumers to read up to the end. */
    public void drain() {
        draining = true;
    }

    /** Returns whether every producer is silent and every consumer has reached the end. */
    public boolean isDrained() {
        for (Client client : clients) {
            if (client == null || !client.isDrained()) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether no producer waits for an answer. */
    public boolean isSilent() {
        for (Client client : clients) {
            if (client != null && !client.isSilent()) {
                return false;
            }
        }
        return true;
    }

    /** Returns when an operation last ended well, in virtual nanoseconds. */
    public long lastCompletionNanos() {
        return lastCompletionNanos;
    }

    /** Returns how many operations of the client that has completed the fewest ended well. */
    public long completionsOf(int client) {
        return completions[client];
    }

    /** Returns how many clients there are. */
    public int size() {
        return completions.length;
    }

    /** Returns how many sends were acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Returns of how many sends nobody knows. */
    public long unknown() {
        return unknown;
    }

    /** Returns how many sends certainly failed. */
    public long failed() {
        return failed;
    }

    /** Returns how many polls were answered. */
    public long polls() {
        return polls;
    }

    ClientSettings settings() {
        return settings;
    }

    Cluster cluster() {
        return cluster;
    }

    Ends ends() {
        return ends;
    }

    boolean isOperating() {
        return operating;
    }

    boolean isSending() {
        return sending;
    }

    boolean isDraining() {
        return draining;
    }

    /** Returns the history's id of a partition. */
    int recorded(int partition) {
        return partitions[partition];
    }

    /** Returns a session that no other client or life has. */
    static long session(Environment environment, int purpose) {
        return ((long) environment.incarnation() * MOST_NODES + environment.node()) * SESSIONS_A_LIFE + purpose + 1;
    }

    ProducerSession producer(Environment environment) {
        return recorder.producer("p" + environment.node() + "." + environment.incarnation())
                .idempotent()
                .acks(Event.Acks.ALL)
                .maxInFlight(1)
                .open();
    }

    ConsumerSession consumer(Environment environment) {
        ConsumerSession consumer = recorder.consumer("c" + environment.node() + "." + environment.incarnation())
                .open();
        List<Integer> all = new ArrayList<>();
        for (int partition : partitions) {
            all.add(partition);
        }
        consumer.assigned(all);
        for (int partition : partitions) {
            consumer.startsAt(partition, 0);
        }
        return consumer;
    }

    private void completed(int node) {
        completions[node - firstNode]++;
        lastCompletionNanos = recorder.now();
    }

    void acknowledged(int node, int partition, long offset) {
        acknowledged++;
        ends.acknowledged(partition, offset);
        completed(node);
    }

    void sendFailed() {
        failed++;
    }

    void sendUnknown() {
        unknown++;
    }

    void polled(int node) {
        polls++;
        completed(node);
    }
}
