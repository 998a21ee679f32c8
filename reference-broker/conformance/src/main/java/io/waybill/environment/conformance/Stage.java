package io.waybill.environment.conformance;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where a check runs: a setting whose callbacks are all watched, and a list of what the programs noted. */
final class Stage {
    static final long MILLISECOND = 1_000_000;
    private static final long PATIENCE = 20_000 * MILLISECOND;
    private static final long LOOK = 10 * MILLISECOND;

    private final Setting setting;
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final SortedMap<Integer, Incarnation> incarnations = Collections.synchronizedSortedMap(new TreeMap<>());

    Stage(Setting setting) {
        this.setting = setting;
    }

    void add(int node, Consumer<Environment> program) {
        add(node, 1, program);
    }

    /** Adds a node and starts it. */
    void add(int node, int shards, Consumer<Environment> program) {
        setting.add(node, shards, environment -> {
            var watch = new Watch(incarnation(node), problems);
            watch.task("start", () -> program.accept(new WatchedEnvironment(environment, watch)))
                    .run();
        });
        start(node);
    }

    void start(int node) {
        incarnations.put(node, new Incarnation());
        setting.start(node);
    }

    void kill(int node) {
        setting.kill(node);
        incarnation(node).end();
    }

    /** Returns false where this cannot be checked here. */
    boolean cutPower(int node) {
        boolean isCut = setting.cutPower(node);
        if (isCut) {
            incarnation(node).end();
        }
        return isCut;
    }

    private Incarnation incarnation(int node) {
        return Objects.requireNonNull(incarnations.get(node), "a node must be started first");
    }

    Endpoint endpoint(int node) {
        return setting.endpoint(node, 0);
    }

    Endpoint deafEndpoint(int node) {
        return setting.endpoint(node, 1);
    }

    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        synchronized (notes) {
            return List.copyOf(notes);
        }
    }

    boolean hasNoted(String note) {
        return notes.contains(note);
    }

    void run(long nanos) {
        setting.run(nanos);
    }

    /** Runs until something was noted, and for a while longer. */
    void runUntil(String note) {
        runUntil(() -> hasNoted(note), "nobody noted \"" + note + "\"");
    }

    void runUntil(BooleanSupplier condition, String otherwise) {
        for (long waited = 0; !condition.getAsBoolean(); waited += LOOK) {
            mustBeInOrder();
            must(waited < PATIENCE, otherwise);
            setting.run(LOOK);
        }
        setting.run(2 * LOOK);
    }

    /** Runs until so many notes were made, which must be these. */
    void mustNote(String... expected) {
        runUntil(() -> notes.size() >= expected.length, "too little was noted");
        must(notes().equals(List.of(expected)), "noted in this order must be " + List.of(expected));
    }

    void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + "; noted was " + notes());
        }
    }

    void mustBeInOrder() {
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.get(0));
        }
    }

    /** Tells whether an incarnation has ended; shared by its loops. */
    static final class Incarnation {
        private volatile boolean over;

        void end() {
            over = true;
        }

        boolean isOver() {
            return over;
        }
    }
}
