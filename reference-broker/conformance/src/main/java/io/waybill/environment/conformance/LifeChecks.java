package io.waybill.environment.conformance;

import static io.waybill.environment.conformance.Stage.MILLISECOND;

import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import java.util.List;
import java.util.Objects;

/** What is promised of the beginning and the end of an incarnation. */
final class LifeChecks {

    private LifeChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("incarnations are counted", LifeChecks::counted),
                new Check("nothing of a node that was killed runs", LifeChecks::killed),
                new Check("a crash ends all shards when the callback is through", LifeChecks::crashed),
                new Check("a probe that does not hold ends the node", LifeChecks::violated),
                new Check("probes that hold, and those that are hit, change nothing", LifeChecks::probes));
    }

    private static void counted(Stage stage) {
        stage.add(7, environment -> stage.note("node " + environment.node() + " life " + environment.incarnation()));
        stage.runUntil("node 7 life 0");

        stage.kill(7);
        stage.start(7);

        stage.mustNote("node 7 life 0", "node 7 life 1");
    }

    private static void killed(Stage stage) {
        stage.add(
                1,
                environment -> environment
                        .links()
                        .listen(stage.endpoint(1), connection -> new LinkChecks.Notes(stage, "server", c -> {})));
        stage.add(0, 2, environment -> {
            if (environment.incarnation() == 0) {
                keepBusy(stage, environment);
            }
        });
        stage.run(60 * MILLISECOND);

        stage.kill(0);
        stage.start(0);
        stage.run(300 * MILLISECOND);

        // The watch has seen whatever ran of the first life.
        stage.must(stage.hasNoted("busy"), "the node must have run before it was killed");
    }

    /** Asks for everything that calls back, again and again. */
    private static void keepBusy(Stage stage, Environment environment) {
        stage.note("busy");
        environment.timers().post(() -> {});
        environment.timers().after(50 * MILLISECOND, () -> {});
        environment.links().connect(stage.endpoint(1), new LinkChecks.Notes(stage, "client", connection -> {}));
        environment.disk().list(names -> {}, failure -> {});
        environment.disk().syncDirectory(() -> {}, failure -> {});
        environment.timers().after(MILLISECOND, () -> keepBusy(stage, environment));
    }

    private static void crashed(Stage stage) {
        stage.add(0, 2, environment -> {
            if (environment.incarnation() == 0 && environment.shards().self() == 0) {
                environment.timers().after(20 * MILLISECOND, () -> {
                    environment.crash(new IllegalStateException("asked for"));
                    environment.timers().post(() -> stage.note("ran after the crash"));
                    stage.note("crash returned");
                });
            } else if (environment.incarnation() == 0) {
                environment.timers().after(500 * MILLISECOND, () -> stage.note("another shard ran after the crash"));
            }
        });

        stage.runUntil("crash returned");
        stage.run(1_000 * MILLISECOND);

        stage.must(stage.notes().equals(List.of("crash returned")), "nothing may run after a crash");
    }

    private static void violated(Stage stage) {
        stage.add(0, environment -> {
            environment.timers().after(500 * MILLISECOND, () -> stage.note("ran after the violation"));
            environment.timers().after(20 * MILLISECOND, () -> {
                stage.note("violates");
                environment.timers().post(() -> stage.note("ran after the violation"));
                violate(environment.probes());
            });
        });

        stage.runUntil(() -> stage.hasNoted("violates"), "the probe must be reached");
        stage.run(1_000 * MILLISECOND);

        stage.must(stage.notes().equals(List.of("violates")), "nothing may run after a violation");
    }

    private static void violate(Probes probes) {
        try {
            probes.always(false, "one is two", () -> "it is not");
        } catch (RuntimeException e) {
            // Whether it returns is left open; that nothing runs afterwards is not.
            Objects.requireNonNull(e);
        }
    }

    private static void probes(Stage stage) {
        stage.add(0, environment -> {
            Probes probes = environment.probes();
            probes.always(true, "one is one", () -> {
                stage.note("asked for a detail that nobody needs");
                return "";
            });
            probes.sometimes("this is hit").hit();
            probes.buggify("this may fire").fires();
            environment.timers().post(() -> stage.note("goes on"));
        });

        stage.mustNote("goes on");
    }
}
