package io.waybill.simulation.cluster;

import io.waybill.client.admin.Admin;
import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.ConfigChange;
import io.waybill.client.admin.ConfigTarget;
import io.waybill.client.admin.NewTopic;
import io.waybill.client.config.AdminSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes topics at random and keeps account of what must be there afterwards. One thing at a time of each topic; of
 * one of which it does not know how a change ended it keeps its hands off from then on, since the change may come
 * later.
 */
final class AdminOperator {

    private static final long MILLI = 1_000_000;
    private static final int NAMES = 6;
    private static final int MOST_PARTITIONS = 12;

    private final Environment environment;
    private final Admin admin;
    private final Randomness random;
    private final SortedMap<String, Sketch> sketches = new TreeMap<>();
    private final SortedMap<String, Integer> outcomes = new TreeMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private boolean isStopped;
    private int generation;

    /**
     * A topic as it is or may be.
     *
     * @param partitions how many, 0 where there is none
     * @param retention what {@code retention.ms} is
     */
    record State(int partitions, String retention) {

        static final State ABSENT = new State(0, "");

        boolean isThere() {
            return partitions > 0;
        }
    }

    /** What is known of a topic. */
    private static final class Sketch {
        private State state = State.ABSENT;
        private @Nullable State perhaps;
        private boolean isBusy;
    }

    AdminOperator(Environment environment, List<Endpoint> bootstrap) {
        this.environment = environment;
        this.random = environment.randomness("wishes");
        this.admin = new Admin(
                environment,
                bootstrap,
                AdminSettings.of(Map.of("request.timeout.ms", "1500", "default.api.timeout.ms", "8000")));
        for (int i = 0; i < NAMES; i++) {
            sketches.put("t0-" + i, new Sketch());
        }
        next();
    }

    void stop() {
        isStopped = true;
    }

    Admin admin() {
        return admin;
    }

    /** Returns how many wishes ended how. */
    SortedMap<String, Integer> outcomes() {
        return outcomes;
    }

    /** Returns what cannot be, whatever is there in the end. */
    List<String> contradictions() {
        return contradictions;
    }

    boolean isIdle() {
        return sketches.values().stream().noneMatch(sketch -> sketch.isBusy);
    }

    /** Returns what each topic may be in the end: one state, or two where nobody knows. */
    SortedMap<String, List<State>> expected() {
        SortedMap<String, List<State>> all = new TreeMap<>();
        sketches.forEach((name, sketch) ->
                all.put(name, sketch.perhaps == null ? List.of(sketch.state) : List.of(sketch.state, sketch.perhaps)));
        return all;
    }

    private void next() {
        if (isStopped) {
            return;
        }
        var free = sketches.entrySet().stream()
                .filter(each -> !each.getValue().isBusy && each.getValue().perhaps == null)
                .toList();
        if (free.size() < NAMES) {
            // Names that nobody may touch any more are replaced.
            sketches.put("t" + ++generation, new Sketch());
        }
        if (!free.isEmpty()) {
            var one = free.get(random.nextInt(free.size()));
            wish(one.getKey(), one.getValue());
        }
        environment.timers().after(random.between(50 * MILLI, 250 * MILLI), this::next);
    }

    private void wish(String name, Sketch sketch) {
        var state = sketch.state;
        int kind = random.nextInt(4);
        if (!state.isThere() || kind == 0) {
            // Also where it is there: that must be refused.
            int partitions = 1 + random.nextInt(3);
            var retention = String.valueOf(60_000 + random.nextInt(1_000));
            sketch.isBusy = true;
            admin.createTopic(
                    NewTopic.of(name, partitions, 3).with(Map.of("retention.ms", retention)),
                    noted(name, sketch, state.isThere() ? null : new State(partitions, retention)));
        } else if (kind == 1 && state.partitions() < MOST_PARTITIONS) {
            sketch.isBusy = true;
            int more = state.partitions() + 1;
            admin.growTopic(name, more, noted(name, sketch, new State(more, state.retention())));
        } else if (kind == 2) {
            sketch.isBusy = true;
            var retention = String.valueOf(70_000 + random.nextInt(1_000));
            admin.alterConfigs(
                    ConfigTarget.topic(name),
                    List.of(ConfigChange.set("retention.ms", retention)),
                    noted(name, sketch, new State(state.partitions(), retention)));
        } else {
            sketch.isBusy = true;
            admin.deleteTopic(name, noted(name, sketch, State.ABSENT));
        }
    }

    /**
     * Notes how a wish ended.
     *
     * @param wished what the topic is where it was carried out; null where that cannot be
     */
    private <T> Consumer<AdminResult<T>> noted(String name, Sketch sketch, @Nullable State wished) {
        return result -> {
            sketch.isBusy = false;
            if (result instanceof AdminResult.Done) {
                outcomes.merge("done", 1, Integer::sum);
                if (wished == null) {
                    contradictions.add(name + " was created although it is there");
                } else {
                    sketch.state = wished;
                }
            } else if (result instanceof AdminResult.Unknown) {
                outcomes.merge("unknown", 1, Integer::sum);
                // What cannot be carried out changes nothing, whatever became of it.
                sketch.perhaps = wished;
            } else {
                outcomes.merge("failed", 1, Integer::sum);
            }
        };
    }
}
