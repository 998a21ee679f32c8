package io.waybill.cli;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.cli.doctor.UsualProxies;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.planfile.tree.Similar;
import io.waybill.report.Wording;
import io.waybill.runner.KeptCluster;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import io.waybill.runner.Tried;
import io.waybill.runner.Venue;
import io.waybill.system.ProxyServer;
import io.waybill.system.reference.image.ProxyImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a plan is run, and with which flaws. */
final class EnvironmentOption {

    private static final String AUTO = "auto";
    private static final String LOCAL = "local";
    private static final String CONTAINERS = "containers";
    private static final List<String> ALL = List.of(AUTO, LOCAL, CONTAINERS, SimulatedVenue.ENVIRONMENT);

    @Option(
            names = "--env",
            defaultValue = AUTO,
            paramLabel = "WHERE",
            description = "local: processes on this machine. containers: a container a broker, every link through a"
                    + " Toxiproxy. simulated: our own brokers, in a world that a seed decides. Default: auto, the first"
                    + " of containers, local and simulated that can carry the plan out whole; the run says why.")
    private String environment = AUTO;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "Which of the plan's systems is tried. Default: the plan's first.")
    private @Nullable String system;

    @Option(
            names = "--mutant",
            split = ",",
            paramLabel = "ID",
            description = "Plants these flaws in our own brokers or producers, such as I2 or R1: the run ought to fail."
                    + " docs/mutants.md lists them.")
    private @Nullable List<String> mutants;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(
            names = "--toxiproxy",
            paramLabel = "WHOSE",
            converter = ToxiproxyChoice.Converter.class,
            description = "What links run through. In containers: shopify, Toxiproxy itself, the default, or embedded,"
                    + " our own server of the same API. Local: embedded, in this process, the default, or HOST:PORT,"
                    + " where you run a Toxiproxy.")
    private @Nullable ToxiproxyChoice proxies;

    @Option(
            names = "--keep-cluster",
            description = "The last configuration's cluster stays up, its faults healed, until Ctrl-C; not simulated.")
    private boolean keepCluster;

    /** Where the cluster goes that stays up, if one is to. */
    private final KeptCluster kept = new KeptCluster();

    /** Returns what was said of a cluster that someone else runs. */
    ClusterOption cluster() {
        return cluster;
    }

    /** Returns where the cluster is that stays up; empty where none is to. */
    Optional<KeptCluster> kept() {
        return Optional.of(kept).filter(place -> keepCluster);
    }

    /**
     * Returns the word for where a plan is to be run.
     *
     * @throws UsageException where there is no such world
     */
    String name() {
        if (!ALL.contains(environment)) {
            throw new UsageException("unknown environment \"" + environment
                    + "\", expected auto, local, containers or simulated" + Similar.hint(environment, ALL));
        }
        return environment;
    }

    /** Returns whether a world can be made of which a run says that it took place there. */
    static boolean isKnown(String environment) {
        return ALL.contains(environment);
    }

    /** Takes from a run that is kept where it took place and with which flaws, as far as nobody says otherwise. */
    void orAs(StoredRun run) {
        if (environment.equals(AUTO)) {
            environment = run.site().environment();
        }
        if (system == null) {
            system = run.systemName();
        }
        if (mutants == null) {
            mutants = List.copyOf(run.site().planted().keySet());
        }
    }

    /**
     * Returns where a plan is to be run.
     *
     * @param directory from where relative paths lead
     * @param many whether it is to be run with many seeds, for which only the simulated world has the time
     * @throws UsageException where it cannot be run where it is to be
     */
    World.Where where(Plan plan, RunRequest.Places places, Path directory, boolean many) {
        if (cluster.isGiven()) {
            requireNothingElse();
            return new World(
                            "remote",
                            () -> "a cluster that someone else runs",
                            false,
                            () -> cluster.venue(plan, places, directory))
                    .asked();
        }
        requireSystem(plan);
        try {
            return switch (name()) {
                case LOCAL -> local(plan, places).asked();
                case CONTAINERS -> containers(plan, places).asked();
                case SimulatedVenue.ENVIRONMENT -> simulated(plan).asked();
                default ->
                    many
                            ? simulated(plan).asked()
                            : World.first(
                                    plan, List.of(usualContainers(plan, places), local(plan, places), simulated(plan)));
            };
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(plan.name(), e);
        }
    }

    private World local(Plan plan, RunRequest.Places places) {
        return new World(
                LOCAL,
                () -> Wording.count(nodes(plan), "process", "processes") + " on this machine" + throughWhat(),
                false,
                () -> somebodys()
                        .map(at -> Runner.throughToxiproxy(plan, places, tried(), at.host(), at.port()))
                        .orElseGet(() -> Runner.local(plan, places, tried())));
    }

    private World containers(Plan plan, RunRequest.Places places) {
        return containers(plan, places, ProxyServer.SHOPIFY, () -> "");
    }

    /** Whoever leaves the choice to us is not to miss containers for want of one server's image. */
    private World usualContainers(Plan plan, RunRequest.Places places) {
        return containers(
                plan,
                places,
                ProxyServer.USUAL,
                () -> UsualProxies.problem(places.cache())
                        .map(why -> ": " + ProxyImage.instead(why))
                        .orElse(""));
    }

    /**
     * Containers.
     *
     * @param usual what their links run through where nobody said
     * @param remark what else there is to say of that
     */
    private World containers(Plan plan, RunRequest.Places places, ProxyServer usual, Supplier<String> remark) {
        return new World(
                CONTAINERS,
                () -> Wording.count(nodes(plan), "container", "containers") + ", each beside a Toxiproxy"
                        + (proxies == null ? remark.get() : ""),
                false,
                () -> Runner.inContainers(plan, places, tried(), proxies == null ? usual : proxies.inContainers()));
    }

    private World simulated(Plan plan) {
        return new World(SimulatedVenue.ENVIRONMENT, () -> "a world that the seed decides", true, () -> made(plan));
    }

    private void requireNothingElse() {
        var complaints = new Complaints();
        complaints.when(
                !environment.equals(AUTO),
                "--env says where a cluster is started, and --bootstrap names one that is there: give one of them");
        complaints.when(
                system != null,
                "--system says what is started, and --bootstrap names a cluster that is there: give one of them");
        complaints.when(
                mutants != null,
                "--mutant plants flaws in brokers that are started here, and --bootstrap names a cluster that is there:"
                        + " give one of them");
        complaints.when(
                proxies != null,
                "--toxiproxy says what links run through, and those of a cluster that is there are its operator's:"
                        + " leave it out");
        complaints.when(
                keepCluster,
                "--keep-cluster keeps what a run starts, and --bootstrap names a cluster that is there: leave it out");
        complaints.raise();
    }

    private String throughWhat() {
        return proxies == null || proxies.at().isEmpty()
                ? ""
                : ", links through Toxiproxy at " + proxies.at().orElseThrow();
    }

    private static int nodes(Plan plan) {
        return plan.allConfigurations().stream()
                .mapToInt(each -> each.cluster().nodes())
                .max()
                .orElse(0);
    }

    private void requireSystem(Plan plan) {
        if (system != null && !plan.runsOn(system)) {
            throw new RefusedPlanException(
                    plan.name(),
                    List.of("it is for " + String.join(" and ", plan.systems()) + ", not for \"" + system + "\""
                            + Similar.hint(system, plan.systems())));
        }
    }

    private Optional<ToxiproxyChoice.Address> somebodys() {
        return proxies == null ? Optional.empty() : proxies.ofProcesses();
    }

    private Tried tried() {
        return new Tried(Optional.ofNullable(system), flaws().ids(), kept());
    }

    private Venue made(Plan plan) {
        if (proxies != null) {
            throw new UsageException("in the simulated world links need no proxies: leave --toxiproxy out");
        }
        if (!plan.runsOn(SimulatedVenue.SYSTEM) || (system != null && !system.equals(SimulatedVenue.SYSTEM))) {
            String asked = system == null ? String.join(", ", plan.systems()) : system;
            throw new InvalidPlanException(
                    plan.name(),
                    List.of("it is for " + asked + ", and in the simulated world there is only the reference broker"));
        }
        return new SimulatedVenue(Version.text(), flaws());
    }

    /**
     * Returns the flaws that are to be planted.
     *
     * @throws UsageException where one is not known
     */
    PlantedFlaws flaws() {
        return flaws(mutants == null ? List.of() : mutants);
    }

    /** Returns the sentence that refuses a flaw that there is not. */
    static String unknown(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        return "unknown mutant \"" + id + "\"" + Similar.hint(upper, PlantedFlaws.known())
                + " (docs/mutants.md lists them)";
    }

    /** Returns the flaws of these ids. */
    static PlantedFlaws flaws(List<String> ids) {
        List<String> stripped = ids.stream().map(String::strip).toList();
        String unknown = stripped.stream()
                .filter(id -> PlantedFlaws.of(List.of(id)).isEmpty())
                .map(EnvironmentOption::unknown)
                .collect(Collectors.joining("\n"));
        return PlantedFlaws.of(stripped).orElseThrow(() -> new UsageException(unknown));
    }
}
