package io.waybill.simulation.cluster.client;

import io.waybill.environment.Environment;
import io.waybill.fault.ClientFaults;
import io.waybill.fault.ClientRole;
import io.waybill.fault.MachineFaults;
import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.simulation.cluster.sight.ClusterSight;
import io.waybill.system.SendOutcome;
import io.waybill.workload.ProducerSessions;
import io.waybill.workload.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * All clients of a run: what they share, and what the harness asks of them. Producers send until they are told to stop;
 * consumers read everything, and when they are told to drain, up to the end.
 */
public final class Clientele {

    private final Clients settings;
    private final boolean sharing;
    private final Recorder recorder;
    private final ClientLibrary library;
    private final ClusterSight sight;
    private final List<Integer> producers;
    private final List<Integer> consumers;
    private final SortedMap<Partition, Integer> ids = new TreeMap<>();
    private final List<Sender.Route> routes = new ArrayList<>();
    private final SortedMap<Integer, Client> clients = new TreeMap<>();
    private final SortedMap<Integer, List<Sender.Outgoing>> outboxes = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<Partition, Long>> next = new TreeMap<>();
    private final SortedMap<Partition, Integer> inFlight = new TreeMap<>();
    private final SortedMap<Partition, Long> acknowledgedTo = new TreeMap<>();
    private final SortedMap<Integer, Long> completedBy = new TreeMap<>();
    private ObjLongConsumer<Partition> onAcknowledged = (partition, invokedNanos) -> {};
    private EndListener onEnd = (client, partition, end, read) -> {};
    private boolean sending = true;
    private boolean draining;
    private long lastProgressNanos;
    private long polls;
    private long sent;
    private long acknowledged;
    private long failed;
    private long noReply;
    private long notInvoked;
    private long delivered;
    private long failedPolls;

    /**
     * Who they are.
     *
     * @param producers the nodes of the producers
     * @param consumers the nodes of the consumers
     * @param partitions what is written and read
     * @param sharing whether the consumers share the partitions out among themselves; else each reads all
     */
    public record Company(
            List<Integer> producers, List<Integer> consumers, List<Partition> partitions, boolean sharing) {
        public Company {
            producers = List.copyOf(producers);
            consumers = List.copyOf(consumers);
            partitions = List.copyOf(partitions);
        }
    }

    /** Creates clients that are all down. */
    public Clientele(Clients settings, Company company, Recorder recorder, ClientLibrary library, ClusterSight sight) {
        this.settings = settings;
        this.sharing = company.sharing();
        this.recorder = recorder;
        this.library = library;
        this.sight = sight;
        this.producers = company.producers();
        this.consumers = company.consumers();
        for (Partition partition : company.partitions()) {
            ids.put(partition, recorder.partition(partition.topic(), partition.number()));
            inFlight.put(partition, 0);
        }
        List<Partition> targets = List.copyOf(ids.keySet());
        for (int number = 0; number < settings.load().keys(); number++) {
            // A key goes to one partition, so that its order means something.
            Partition target = targets.get(number % targets.size());
            String key = "k" + number;
            routes.add(new Sender.Route(target, ids.getOrDefault(target, 0), key, recorder.key(key)));
            acknowledgedTo.put(target, 0L);
        }
        producers.forEach(node -> completedBy.put(node, 0L));
        for (int number = 0; number < consumers.size(); number++) {
            if (!partsOf(number).isEmpty()) {
                completedBy.put(consumers.get(number), 0L);
            }
        }
    }

    /** Tells somebody of each acknowledgement: of what partition, and when the send was invoked. */
    public void onAcknowledged(ObjLongConsumer<Partition> listener) {
        onAcknowledged = listener;
    }

    /** Tells somebody whenever a consumer is told where a partition ends. */
    public void onEnd(EndListener listener) {
        onEnd = listener;
    }

    /** Is told where consumers are told that partitions end. */
    public interface EndListener {

        /**
         * A consumer was told.
         *
         * @param client its node
         * @param end the offset after the last, as it was told
         * @param read the offset up to which it had read when it asked
         */
        void told(int client, Partition partition, long end, long read);
    }

    /** Returns the nodes of all clients, producers first. */
    public List<Integer> nodes() {
        List<Integer> nodes = new ArrayList<>(producers);
        nodes.addAll(consumers);
        return nodes;
    }

    /** Begins a life of a client: its program. */
    public void start(Environment environment) {
        int node = environment.node();
        String name = environment.incarnation() == 0 ? "" : "." + environment.incarnation();
        Client client = producers.contains(node)
                ? new Sender(this, environment, producer("p" + node + name), producers.indexOf(node))
                : new Receiver(
                        this, environment, consumer("c" + node + name), partsOf(consumers.indexOf(node)), nextOf(node));
        clients.put(node, client);
        client.start();
    }

    private ProducerSession producer(String name) {
        return ProducerSessions.open(recorder, name, settings.producers());
    }

    /** Returns what a consumer reads next, whichever of its lives does. */
    private SortedMap<Partition, Long> nextOf(int node) {
        return next.computeIfAbsent(node, consumer -> {
            SortedMap<Partition, Long> starts = new TreeMap<>();
            partsOf(consumers.indexOf(consumer)).keySet().forEach(partition -> starts.put(partition, 0L));
            return starts;
        });
    }

    private ConsumerSession consumer(String name) {
        Clients.Consumers own = settings.consumers();
        ConsumerSession.Opening opening = recorder.consumer(name);
        if (sharing) {
            opening.scope(own.scope());
        }
        return (own.isolation() == Isolation.READ_COMMITTED ? opening.readCommitted() : opening).open();
    }

    private SortedMap<Partition, Integer> partsOf(int consumer) {
        SortedMap<Partition, Integer> parts = new TreeMap<>();
        int index = 0;
        for (var part : ids.entrySet()) {
            if (!sharing || index % consumers.size() == consumer) {
                parts.put(part.getKey(), part.getValue());
            }
            index++;
        }
        return parts;
    }

    /** Says that a client's life has ended, if the node is one: of what it had under way nobody will know. */
    public void ended(int node) {
        Client client = clients.remove(node);
        if (client != null) {
            client.ended(true);
        }
    }

    /** Ends all clients that still live; what they have under way stays unknown. */
    public void endAll() {
        clients.values().forEach(client -> client.ended(false));
        clients.clear();
        SendOutcome nobodyKnows = SendOutcome.clientEnded();
        List.copyOf(outboxes.keySet())
                .forEach(node -> takeOutbox(node).forEach(message -> {
                    message.send().answer(nobodyKnows.toOutcome(), nobodyKnows.offset());
                    answered(node, message.route().partition(), message.invokedNanos(), nobodyKnows);
                }));
    }

    /** Returns the hands that end clients and begin them anew. */
    public ClientFaults hands(MachineFaults machines) {
        return new ClientFaults() {
            private int node(ClientRole role, int number) {
                return (role == ClientRole.PRODUCER ? producers : consumers).get(number - 1);
            }

            @Override
            public int count(ClientRole role) {
                return (role == ClientRole.PRODUCER ? producers : consumers).size();
            }

            @Override
            public void end(ClientRole role, int number) {
                machines.kill(node(role, number));
            }

            @Override
            public void begin(ClientRole role, int number) {
                machines.restart(node(role, number));
            }
        };
    }

    /** Tells producers to send no more. */
    public void stopSending() {
        sending = false;
    }

    /** Tells consumers to read up to the end. */
    public void drain() {
        draining = true;
    }

    /** Returns whether no producer waits for an answer. */
    public boolean isSilent() {
        return outboxes.isEmpty() && clients.values().stream().allMatch(Client::isSilent);
    }

    /** Returns whether every client lives, every producer is silent and every consumer has reached the end. */
    public boolean isDrained() {
        return clients.size() == nodes().size() && clients.values().stream().allMatch(Client::isDrained);
    }

    /** Returns when something last came further, in virtual nanoseconds. An empty poll is no progress. */
    public long lastProgressNanos() {
        return lastProgressNanos;
    }

    /**
     * Returns how many operations of each client that has something to do ended well: acknowledgements, or polls that
     * returned something.
     */
    public SortedMap<Integer, Long> completedBy() {
        return new TreeMap<>(completedBy);
    }

    /** Returns how many sends to each partition that somebody sends to were acknowledged. */
    public SortedMap<Partition, Long> acknowledgedTo() {
        return new TreeMap<>(acknowledgedTo);
    }

    /**
     * Returns how many sends to a partition are not answered. What a producer that has died has left to be sent again
     * is nobody's until its next life sends it.
     */
    public int inFlight(Partition partition) {
        return inFlight.getOrDefault(partition, 0);
    }

    /** Returns how many polls were answered. */
    public long polls() {
        return polls;
    }

    /** Returns how much has happened so far. */
    public Traffic traffic() {
        long open = sent - acknowledged - failed - noReply;
        return new Traffic(sent, acknowledged, failed, noReply, open, notInvoked, delivered, failedPolls);
    }

    // ---- for the clients ---------------------------------------------------------------------------------------

    Clients settings() {
        return settings;
    }

    ClientLibrary library() {
        return library;
    }

    List<Sender.Route> routes() {
        return routes;
    }

    /** Keeps what a producer's next life is to send again. */
    void keepOutbox(int node, List<Sender.Outgoing> left) {
        left.forEach(message -> inFlight.merge(message.route().partition(), -1, Integer::sum));
        if (!left.isEmpty()) {
            outboxes.computeIfAbsent(node, any -> new ArrayList<>()).addAll(left);
        }
    }

    boolean hasOutbox(int node) {
        return outboxes.containsKey(node);
    }

    /** Returns what a producer's last lives have left to be sent again, in the order in which they sent it. */
    List<Sender.Outgoing> takeOutbox(int node) {
        List<Sender.Outgoing> left = outboxes.getOrDefault(node, List.of());
        outboxes.remove(node);
        left.forEach(message -> inFlight.merge(message.route().partition(), 1, Integer::sum));
        return left;
    }

    boolean isSending() {
        return sending;
    }

    boolean isDraining() {
        return draining;
    }

    long nanos() {
        return recorder.now();
    }

    int key(String name) {
        return recorder.key(name);
    }

    OptionalLong end(Partition partition) {
        return sight.end(partition);
    }

    void progressed() {
        lastProgressNanos = recorder.now();
    }

    private void completed(int node) {
        completedBy.merge(node, 1L, Long::sum);
        progressed();
    }

    void invoked(Partition partition) {
        sent++;
        inFlight.merge(partition, 1, Integer::sum);
    }

    void answered(int node, Partition partition, long invokedNanos, SendOutcome outcome) {
        inFlight.merge(partition, -1, Integer::sum);
        if (outcome instanceof SendOutcome.Ok) {
            acknowledged++;
            acknowledgedTo.merge(partition, 1L, Long::sum);
            completed(node);
            onAcknowledged.accept(partition, invokedNanos);
        } else if (outcome instanceof SendOutcome.Fail) {
            failed++;
        } else {
            noReply++;
            if (settings.producers().acks() == Acks.NONE) {
                // Nobody says more of it than that it has left.
                acknowledgedTo.merge(partition, 1L, Long::sum);
                completed(node);
            }
        }
    }

    void notInvoked() {
        notInvoked++;
    }

    void delivered(int node, int records) {
        polls++;
        delivered += records;
        if (records > 0) {
            completed(node);
        }
    }

    void toldEnd(int client, Partition partition, long end, long read) {
        onEnd.told(client, partition, end, read);
    }

    void pollFailed() {
        failedPolls++;
    }
}
