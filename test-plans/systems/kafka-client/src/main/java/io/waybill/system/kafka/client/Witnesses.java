package io.waybill.system.kafka.client;

import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.TopicDescription;
import io.waybill.environment.Endpoint;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.server.client.ReferenceAdmin;
import io.waybill.server.client.ReferenceClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks every node at once what it knows of a topic, and believes what {@link Belief} makes of it: a node that stands
 * still costs no time, and one that is cut off is not believed against the others. May be used by several threads.
 */
final class Witnesses implements AutoCloseable {

    /** How long the others may take when one has answered. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final List<ReferenceClients> clients = new ArrayList<>();
    private final List<ReferenceAdmin> admins = new ArrayList<>();
    private final Belief belief = new Belief();
    private final AtomicLong questions = new AtomicLong();

    /**
     * Makes one that asks these nodes; each is asked for itself, whatever it says of the others.
     *
     * @param around where to connect for an address that a node announces, node 1 first
     * @param config of each administrator
     */
    Witnesses(Map<Endpoint, Endpoint> around, Map<String, String> config) {
        for (Endpoint node : around.values()) {
            Map<Endpoint, Endpoint> allHere = new LinkedHashMap<>();
            around.keySet().forEach(announced -> allHere.put(announced, node));
            around.values().forEach(direct -> allHere.put(direct, node));
            ReferenceClients one = ReferenceClients.open(node.toString(), allHere);
            clients.add(one);
            admins.add(one.admin(config));
        }
    }

    /**
     * Returns the partitions of a topic, each as {@link Belief} has it of what the nodes say.
     *
     * @throws ClusterUnavailableException when no node answers in time
     */
    Collection<TopicDescription.Partition> describe(String topic, Duration deadline) {
        long question = questions.incrementAndGet();
        List<CompletableFuture<AdminResult<TopicDescription>>> answers =
                admins.stream().map(admin -> admin.describeTopic(topic)).toList();
        CompletableFuture<?> first = firstGood(answers);
        await(first, deadline, topic);
        CompletableFuture<?> all = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
        awaitAtMost(all, GRACE);
        SortedMap<Integer, List<Belief.Word>> words = new TreeMap<>();
        UUID id = null;
        for (int index = 0; index < answers.size(); index++) {
            int node = index + 1;
            CompletableFuture<AdminResult<TopicDescription>> answer = answers.get(index);
            if (!answer.isDone()) {
                hearLater(answer, node, question);
            } else if (answer.join() instanceof AdminResult.Done<TopicDescription> done) {
                id = done.value().id();
                done.value()
                        .partitions()
                        .forEach(each -> words.computeIfAbsent(each.number(), unused -> new ArrayList<>())
                                .add(new Belief.Word(node, each)));
            }
        }
        List<TopicDescription.Partition> believed = new ArrayList<>();
        for (List<Belief.Word> each : words.values()) {
            believed.add(belief.of(Objects.requireNonNull(id), question, each));
        }
        return believed;
    }

    /** Who is late, on a busy machine perhaps always, is heard for the next question. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void hearLater(CompletableFuture<AdminResult<TopicDescription>> answer, int node, long question) {
        answer.thenAccept(result -> {
            if (result instanceof AdminResult.Done<TopicDescription> done) {
                done.value()
                        .partitions()
                        .forEach(each -> belief.of(done.value().id(), question, List.of(new Belief.Word(node, each))));
            }
        });
    }

    /** Completes with the first answer that is one, or when nobody has given one. */
    @SuppressWarnings("FutureReturnValueIgnored") // what they would tell is told to the one that is returned
    private static CompletableFuture<Boolean> firstGood(
            List<CompletableFuture<AdminResult<TopicDescription>>> answers) {
        CompletableFuture<Boolean> good = new CompletableFuture<>();
        answers.forEach(answer -> answer.thenAccept(result -> {
            if (result instanceof AdminResult.Done<TopicDescription>) {
                good.complete(true);
            }
        }));
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenComplete((unused, failure) -> good.complete(false));
        return good;
    }

    private static void await(CompletableFuture<?> first, Duration deadline, String topic) {
        try {
            if (Boolean.FALSE.equals(first.get(deadline.toNanos(), TimeUnit.NANOSECONDS))) {
                throw new ClusterUnavailableException("no node answers about topic " + topic, null);
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new ClusterUnavailableException(
                    "no answer about topic " + topic + " within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnavailableException("interrupted while asking about topic " + topic, e);
        }
    }

    private static void awaitAtMost(CompletableFuture<?> all, Duration patience) {
        try {
            all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Who has not answered by now is not heard.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clients.forEach(ReferenceClients::close);
    }
}
