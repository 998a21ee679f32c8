package io.waybill.runner;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.fault.FaultPlan;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Promise;
import io.waybill.system.SystemUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A cluster that someone else runs: the clients are ours, and nothing else. No fault is done to it. */
final class RemoteVenue implements Venue {

    private static final String ENVIRONMENT = "remote";

    private final SystemUnderTest system;
    private final LocalVenue clients;

    /** Makes one whose clients live on this machine. */
    RemoteVenue(SystemUnderTest system, LocalVenue clients) {
        this.system = system;
        this.clients = clients;
    }

    @Override
    public Site site() {
        return Site.of(ENVIRONMENT, system.name());
    }

    @Override
    public List<String> problems(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        if (!configuration.faults().faults().isEmpty()) {
            String faults = configuration.faults().faults().stream()
                    .map(scheduled -> "\"" + scheduled.fault() + "\"")
                    .distinct()
                    .collect(Collectors.joining(", "));
            problems.add("its faults cannot be done to a cluster that someone else runs: " + faults);
        }
        List<Claim> breaking = configuration.promise().expectations().claims(Expectation.BREAKS);
        if (!breaking.isEmpty()) {
            problems.add(breaking.stream().map(Claim::id).collect(Collectors.joining(", "))
                    + " must break in it, and nothing breaks it on a cluster that someone else runs");
        }
        problems.addAll(clients.problems(leftAlone(configuration)));
        return problems;
    }

    /** A control breaks because of what is done to the cluster, and a run whose control holds proves nothing. */
    @Override
    public List<String> problems(Control control) {
        return List.of("it is a control, and nothing breaks it on a cluster that someone else runs");
    }

    /**
     * Returns what is left of a configuration where nothing is done to the cluster. Moments that nobody observes are no
     * problem of their own: they do not come about, and what depends on them stays unknown.
     */
    private static Configuration leftAlone(Configuration configuration) {
        return new Configuration(
                configuration.name(),
                configuration.cluster(),
                configuration.clients(),
                configuration.phases(),
                new FaultPlan(List.of()),
                new Promise(
                        configuration.promise().claims(),
                        List.of(),
                        configuration.promise().recoveryBound()));
    }

    @Override
    public Recorded record(Assignment assignment, RunListener listener) throws IOException, InterruptedException {
        return clients.record(assignment, listener);
    }
}
