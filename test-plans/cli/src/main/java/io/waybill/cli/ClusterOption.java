package io.waybill.cli;

import io.waybill.plan.Configuration;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import io.waybill.runner.Venue;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.kafka.client.remote.Access;
import io.waybill.system.kafka.client.remote.RemoteKafka;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a cluster that someone else runs. */
final class ClusterOption {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT,…",
            description = "A cluster that someone else runs and that speaks Kafka's protocol: nothing is broken there,"
                    + " only sent, received and judged, in topics of the run's own that are removed again. The plan "
                    + FAULTLESS + " is made for it.")
    private @Nullable String bootstrap;

    @Option(
            names = "--bootstrap-config",
            paramLabel = "FILE",
            description = "How to connect to it, as properties by Kafka's names (security.*, ssl.*, sasl.*). It is not"
                    + " stored with the run.")
    private @Nullable Path settings;

    @Option(
            names = "--as-is",
            description = "With --bootstrap: leave out what the plan does to a cluster: its faults, its controls, the"
                    + " settings of its brokers. What is not tried then stays unknown.")
    private boolean asIs;

    /** The shipped plan that needs no faults. */
    static final String FAULTLESS = "messages-come-out-once-and-in-order";

    private static final String REMEDY =
            "--as-is runs it without its faults, its controls and its brokers' settings, and"
                    + " what is not tried stays unknown; the plan " + FAULTLESS + " needs none of them";

    private @Nullable RemoteKafka reached;

    /**
     * Returns whether a cluster was named.
     *
     * @throws UsageException where only something about one was said
     */
    boolean isGiven() {
        var complaints = new Complaints();
        complaints.when(
                bootstrap == null && settings != null,
                "--bootstrap-config says how to connect to the cluster that --bootstrap names: add --bootstrap"
                        + " HOST:PORT, or leave it out");
        complaints.when(
                bootstrap == null && asIs,
                "--as-is leaves the cluster that --bootstrap names as it is: add --bootstrap HOST:PORT, or leave it"
                        + " out");
        complaints.raise();
        return bootstrap != null;
    }

    /** Returns whether anything was said of such a cluster. */
    boolean isNamed() {
        return bootstrap != null || settings != null || asIs;
    }

    /** Returns what is left of a plan. */
    Plan taken(Plan plan) {
        return asIs ? plan.untouched() : plan;
    }

    /**
     * Returns which configurations of a plan are run, by their names; none: all. Controls do not break where nothing is
     * done to the cluster, so they are left out.
     *
     * @param given those that were asked for by name; none: all
     */
    Set<String> part(Plan plan, Set<String> given) {
        return asIs && given.isEmpty() && !plan.controls().isEmpty()
                ? plan.configurations().stream().map(Configuration::name).collect(Collectors.toSet())
                : given;
    }

    /**
     * Reaches the cluster and returns it as the place where a plan is run.
     *
     * @param directory from where relative paths lead
     * @throws UsageException where it cannot be reached, or the plan cannot be run there
     */
    Venue venue(Plan plan, RunRequest.Places places, Path directory) {
        if (RemoteKafka.KINDRED.stream().noneMatch(plan::runsOn)) {
            throw new UsageException("plan " + plan.name() + " is for " + String.join(" and ", plan.systems())
                    + ", and --bootstrap is for clusters that speak Kafka's protocol");
        }
        RemoteKafka cluster = reach(directory);
        reached = cluster;
        Venue venue = Runner.remote(cluster, places);
        List<String> problems = Runner.problems(plan, venue);
        if (!problems.isEmpty()) {
            UsageException refusal = PlanChoice.refusal(plan.name(), new InvalidPlanException(plan.name(), problems));
            throw plan.equals(plan.untouched()) ? refusal : new UsageException(refusal.getMessage() + "\n" + REMEDY);
        }
        return venue;
    }

    private RemoteKafka reach(Path directory) {
        try {
            return RemoteKafka.reach(Access.of(String.valueOf(bootstrap), properties(directory)));
        } catch (IllegalArgumentException e) {
            throw unusable(e, "");
        } catch (ClusterFailedException e) {
            throw unusable(
                    e,
                    settings == null ? "\nif it wants TLS or SASL, --bootstrap-config FILE says how to connect" : "");
        }
    }

    private static UsageException unusable(RuntimeException e, String hint) {
        return new UsageException(String.valueOf(e.getMessage())
                        .lines()
                        .map(line -> "--bootstrap: " + line)
                        .collect(Collectors.joining("\n"))
                + hint);
    }

    /** Returns what could not be removed from the cluster, one message each. */
    List<String> leftovers() {
        RemoteKafka cluster = reached;
        return cluster == null ? List.of() : cluster.leftovers();
    }

    private Map<String, String> properties(Path directory) {
        if (settings == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(settings), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException("--bootstrap-config: there is no file " + settings);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "--bootstrap-config: " + settings + " cannot be read as properties: " + e.getMessage());
        }
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
