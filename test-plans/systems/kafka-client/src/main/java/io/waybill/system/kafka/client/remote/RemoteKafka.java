package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Capabilities;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.TopicSpec;
import io.waybill.system.kafka.client.ProcessCluster;
import io.waybill.system.kafka.client.reference.ReferenceConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A cluster that someone else runs and that speaks Kafka's protocol, as the system under test. Nothing of it is
 * started, configured or broken: a run makes topics of its own, lets its clients work on them, and removes them again.
 */
public final class RemoteKafka implements SystemUnderTest {

    /** The systems whose plans can be run against such a cluster, by their names. */
    public static final List<String> KINDRED = List.of("kafka", "reference");

    private final Access access;
    private final Survey survey;
    private final List<String> leftovers = new CopyOnWriteArrayList<>();

    RemoteKafka(Access access, Survey survey) {
        this.access = access;
        this.survey = survey;
    }

    /**
     * Connects to a cluster and looks at it. Touches nothing.
     *
     * @throws ClusterFailedException where it cannot be reached or does not answer; the message may have several lines
     */
    public static RemoteKafka reach(Access access) {
        return new RemoteKafka(access, Survey.of(access));
    }

    /** Returns what the cluster calls itself, and how many brokers it has. */
    @Override
    public String name() {
        return survey.description();
    }

    /** Returns nothing: a cluster of Kafka's protocol does not tell what it is made of. */
    @Override
    public String version() {
        return "";
    }

    @Override
    public List<ClientLibrary> libraries() {
        return ProcessCluster.LIBRARIES;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none();
    }

    /** Returns how it differs from what is asked for, and what it would refuse to do. Asks it. */
    @Override
    public List<String> problems(ClusterSpec spec) {
        List<String> problems = new ArrayList<>(survey.problems(spec));
        if (problems.isEmpty()) {
            try (RemoteAdmin admin = RemoteAdmin.open(access)) {
                admin.createTopics(TopicNames.ofRun("r-000000").there(spec.topics()), true);
            } catch (ClusterFailedException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }

    @Override
    public List<String> problems(ProducerSpec producer, ConsumerSpec consumer) {
        List<String> problems = new ArrayList<>(ReferenceConfig.problems(producer, consumer));
        if (!access.settings().isEmpty() && producer.library() == ClientLibrary.REFERENCE) {
            problems.add("the reference client neither encrypts nor says who it is, as "
                    + access.settings().keySet() + " would have it: set clients.client to official");
        }
        problems.addAll(ofConnections("producers", producer.config().keySet()));
        problems.addAll(ofConnections("consumers", consumer.config().keySet()));
        return problems;
    }

    private static List<String> ofConnections(String who, Collection<String> names) {
        return names.stream()
                .filter(Access::isOfConnections)
                .sorted()
                .map(name -> "clients." + who + ".config has " + name
                        + ", and a plan is stored with its run: it belongs to the settings of the connection, which are"
                        + " not")
                .toList();
    }

    /**
     * Returns what could not be removed again, one sentence each, with the command that does it; empty where nothing is
     * left.
     */
    public List<String> leftovers() {
        return List.copyOf(leftovers);
    }

    /**
     * Returns the topics that killed runs of this user have left on clusters, by the clusters' ids; the next run
     * against such a cluster removes them.
     *
     * @param cache where this user's fetched things are kept
     */
    public static List<String> abandoned(Path cache) {
        return TopicLedger.abandoned(ledgers(cache));
    }

    @Override
    public Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException {
        TopicNames names = TopicNames.ofRun(stage.run());
        List<TopicSpec> there = names.there(spec.topics());
        RemoteAdmin admin = RemoteAdmin.open(access);
        RemoteCluster cluster;
        try {
            sweep(admin, stage);
            cluster = cluster(names, there, admin, stage);
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
        try {
            stage.progress().accept("topics " + names.prefix() + "…");
            admin.createTopics(there, false);
            cluster.awaitWhole(stage.deadline());
            List<String> overruled = Survey.overruled(admin, there);
            if (!overruled.isEmpty()) {
                throw new ClusterFailedException(String.join("; ", overruled), null);
            }
            return cluster;
        } catch (ClusterUnavailableException e) {
            cluster.close();
            throw new ClusterFailedException(survey.description() + ": " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** Writes the topics down that are about to be made, as the last thing that can fail: it is held until the end. */
    private RemoteCluster cluster(TopicNames names, List<TopicSpec> there, RemoteAdmin admin, Stage stage) {
        List<String> topics = there.stream().map(TopicSpec::name).toList();
        TopicView view = new TopicView(access);
        try {
            TopicLedger ledger = TopicLedger.open(ledgers(stage.cache()), survey.id(), names, topics);
            Runnable removal = () -> remove(topics, admin, ledger);
            return new RemoteCluster(access, survey, new RemoteCluster.Topics(names, there, removal), view);
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    private void sweep(RemoteAdmin admin, Stage stage) {
        try {
            TopicLedger.sweep(ledgers(stage.cache()), survey.id(), topics -> {
                stage.progress().accept("removes what a killed run left there: " + String.join(", ", topics));
                admin.deleteTopics(topics);
            });
        } catch (ClusterFailedException e) {
            leftovers.add("topics of an earlier run are still on " + survey.description() + ": " + e.getMessage());
        }
    }

    /** Kept where fetched things are: what is in the scratch directory is removed with whoever owns it. */
    private static Path ledgers(Path cache) {
        return cache.resolve("topics-of-runs");
    }

    /** An interrupt does not cut this short, and is passed on: it is what Ctrl-C asked for. */
    private void remove(List<String> topics, RemoteAdmin admin, TopicLedger ledger) {
        boolean interrupted = Thread.interrupted();
        try {
            admin.deleteTopics(topics);
            ledger.remove();
        } catch (ClusterFailedException e) {
            leftovers.add("topics of this run may be left on " + survey.description() + ": " + e.getMessage()
                    + "\nthe next run against it removes them, or: kafka-topics.sh --bootstrap-server "
                    + access.bootstrapText() + " --delete --topic '" + String.join("|", topics) + "'");
        } finally {
            ledger.close();
            admin.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
