package io.waybill.workload;

import io.waybill.fault.ClientFaults;
import io.waybill.fault.ClientRole;
import io.waybill.fault.Partition;
import io.waybill.history.Event.Isolation;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;
import io.waybill.system.Cluster;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The workload: producers that send numbered messages at a rate, consumers that receive all of them.
 *
 * <p>Its life: {@link #start}, {@link #stopSending}, {@link #drain}, {@link #close}, each called by the same thread;
 * {@link #traffic}, {@link #inFlight} and {@link #drainP99Nanos} by any. Every client has a thread of its own, named
 * after it; {@link #close} ends them all, also in the middle.
 */
public final class SendAndReceive implements AutoCloseable {

    /** How long a thread may take to end when it was told to and its driver was closed. */
    private static final Duration LAST_BREATH = Duration.ofSeconds(5);

    private final Recorder recorder;
    private final Tally tally;
    private final List<Sender> senders = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Thread> senderThreads = new ArrayList<>();
    private final List<Thread> receiverThreads = new ArrayList<>();

    private SendAndReceive(Recorder recorder, Tally tally) {
        this.recorder = recorder;
        this.tally = tally;
    }

    /**
     * Starts all clients.
     *
     * @param partitions what is written and read, with where reading begins
     * @param seed decides the keys
     */
    public static SendAndReceive start(
            Cluster cluster,
            Clients clients,
            Map<Partition, Long> partitions,
            Recorder recorder,
            long seed,
            TrafficListener listener) {
        Map<Partition, Receiver.Part> parts = new TreeMap<>();
        new TreeMap<>(partitions).forEach((partition, start) -> {
            int id = recorder.partition(partition.topic(), partition.number());
            parts.put(partition, new Receiver.Part(id, start));
        });
        Tally tally = new Tally(partitions.keySet());
        SendAndReceive workload = new SendAndReceive(recorder, tally);
        Sender.Common common = new Sender.Common(recorder, clients.load(), tally, listener);
        try {
            workload.startReceivers(cluster, clients, parts, common);
            workload.startSenders(cluster, clients, parts, seed, common);
        } catch (RuntimeException | Error e) {
            workload.close();
            throw e;
        }
        return workload;
    }

    private void startSenders(
            Cluster cluster, Clients clients, Map<Partition, Receiver.Part> parts, long seed, Sender.Common common) {
        Clients.Producers producers = clients.producers();
        List<Sender.Route> routes = routes(parts, common.load().keys());
        SplittableRandom random = new SplittableRandom(seed);
        for (int number = 0; number < producers.count(); number++) {
            String name = "p" + (number + 1);
            SendSchedule schedule = SendSchedule.of(
                    recorder.now(), number, producers.count(), common.load().perSecond());
            Sender.Orders orders = new Sender.Orders(
                    schedule, routes, random.split(), producers.deliveryTimeout(), producers.resends());
            Sender sender =
                    new Sender(name, life -> session(cluster, clients, incarnation(name, life)), orders, common);
            senders.add(sender);
            senderThreads.add(start("waybill-" + name, sender));
        }
    }

    /** Returns the specification of a producer of a plan. */
    public static ProducerSpec producerSpec(String name, Clients clients) {
        Clients.Producers producers = clients.producers();
        return new ProducerSpec(
                name,
                producers.acks(),
                producers.idempotent(),
                producers.maxInFlight(),
                producers.deliveryTimeout(),
                producers.config(),
                clients.library());
    }

    /** Returns the specification of a consumer of a plan. */
    public static ConsumerSpec consumerSpec(String name, Clients clients) {
        Clients.Consumers consumers = clients.consumers();
        return new ConsumerSpec(name, consumers.isolation(), consumers.config(), clients.library());
    }

    private SendingSession session(Cluster cluster, Clients clients, String name) {
        ProducerSession history = ProducerSessions.open(recorder, name, clients.producers());
        return new SendingSession(cluster.producer(producerSpec(name, clients)), history);
    }

    /** Returns the name of a client's session, counted from 0: the first has the client's own. */
    private static String incarnation(String name, int life) {
        return life == 0 ? name : name + "." + life;
    }

    /** A key goes to one partition, so that its order means something. */
    private List<Sender.Route> routes(Map<Partition, Receiver.Part> parts, int keys) {
        List<Map.Entry<Partition, Receiver.Part>> targets = List.copyOf(parts.entrySet());
        return IntStream.range(0, keys)
                .mapToObj(number -> {
                    Map.Entry<Partition, Receiver.Part> target = targets.get(number % targets.size());
                    String key = "k" + number;
                    return new Sender.Route(target.getKey(), target.getValue().id(), key, recorder.key(key));
                })
                .toList();
    }

    private void startReceivers(
            Cluster cluster, Clients clients, Map<Partition, Receiver.Part> parts, Sender.Common common) {
        Clients.Consumers consumers = clients.consumers();
        for (int number = 0; number < consumers.count(); number++) {
            String name = "c" + (number + 1);
            Receiver receiver = new Receiver(
                    name,
                    life -> reading(cluster, clients, incarnation(name, life)),
                    share(parts, number, consumers.count()),
                    common);
            receivers.add(receiver);
            receiverThreads.add(start("waybill-" + name, receiver));
        }
    }

    private Receiver.Session reading(Cluster cluster, Clients clients, String name) {
        ConsumerDriver driver = cluster.consumer(consumerSpec(name, clients));
        return new Receiver.Session(driver, open(name, clients.consumers()));
    }

    private ConsumerSession open(String name, Clients.Consumers consumers) {
        ConsumerSession.Opening opening = recorder.consumer(name).scope(consumers.scope());
        return (consumers.isolation() == Isolation.READ_COMMITTED ? opening.readCommitted() : opening).open();
    }

    private static <V> Map<Partition, V> share(Map<Partition, V> all, int number, int count) {
        Map<Partition, V> share = new TreeMap<>();
        int index = 0;
        for (Map.Entry<Partition, V> entry : all.entrySet()) {
            if (index++ % count == number) {
                share.put(entry.getKey(), entry.getValue());
            }
        }
        return share;
    }

    private static Thread start(String name, Runnable client) {
        Thread thread = new Thread(client, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Returns the means to end clients and to let them begin anew, for another thread than theirs. */
    public ClientFaults clients() {
        return new ClientFaults() {
            @Override
            public int count(ClientRole role) {
                return role == ClientRole.PRODUCER ? senders.size() : receivers.size();
            }

            @Override
            public void end(ClientRole role, int number) {
                if (role == ClientRole.PRODUCER) {
                    senders.get(number - 1).kill();
                } else {
                    receivers.get(number - 1).kill();
                }
            }

            @Override
            public void begin(ClientRole role, int number) {
                if (role == ClientRole.PRODUCER) {
                    senders.get(number - 1).revive();
                } else {
                    receivers.get(number - 1).revive();
                }
            }
        };
    }

    /** Returns how much has happened so far. */
    public Traffic traffic() {
        return tally.traffic();
    }

    /**
     * Returns how many sends to this partition were invoked and are not answered yet. What a producer that was killed
     * has left to be sent again is nobody's until another session sends it.
     */
    public int inFlight(Partition partition) {
        return tally.inFlight(partition);
    }

    /**
     * Returns the 99th percentile of the time that acknowledgements took since the last call, in ns; 0: there was none.
     */
    public long drainP99Nanos() {
        return tally.drainP99Nanos();
    }

    /** Returns the highest offset of a partition at which anything was acknowledged, negative where none is known. */
    public long acknowledgedTo(Partition partition) {
        return tally.acknowledgedTo(partition);
    }

    /** Returns how many sends are not answered yet. */
    public long unanswered() {
        return tally.traffic().unanswered();
    }

    /**
     * Makes the producers send no more and waits for the answers, as long as a message may be tried. Whatever is
     * unanswered then is recorded as {@code info}: afterwards nothing more is on its way from a client.
     */
    public void stopSending() throws InterruptedException {
        senders.forEach(Sender::stop);
        for (Thread thread : senderThreads) {
            thread.join();
        }
    }

    /**
     * Lets the consumers read to these ends and record that they did.
     *
     * @param ends the offset after the last message, per partition; final, because nothing is on its way any more
     * @return whether all of them were there in time; if not, what they did not see is nobody's loss
     */
    public boolean drain(Map<Partition, Long> ends, Duration deadline) throws InterruptedException {
        receivers.forEach(receiver -> receiver.readTo(ends));
        long untilNanos = recorder.now() + deadline.toNanos();
        boolean all = true;
        for (Receiver receiver : receivers) {
            all &= receiver.awaitDrained(Math.max(0, untilNanos - recorder.now()));
        }
        return all;
    }

    /**
     * Ends all clients, whatever they do. Afterwards no client records anything any more: what was unanswered was
     * recorded as {@code info}.
     */
    @Override
    public void close() {
        senders.forEach(Sender::stop);
        receivers.forEach(Receiver::stop);
        // A sender may wait for answers that will not come; a receiver's poll is short and must not be cut.
        senderThreads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (List<Thread> threads : List.of(senderThreads, receiverThreads)) {
            for (Thread thread : threads) {
                interrupted |= joinRegardless(thread);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether it was interrupted meanwhile: a clean-up is not to be cut short by what asked for it. */
    private static boolean joinRegardless(Thread thread) {
        boolean interrupted = false;
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                thread.join(LAST_BREATH.toMillis());
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
