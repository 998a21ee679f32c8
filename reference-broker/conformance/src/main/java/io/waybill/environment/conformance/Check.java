package io.waybill.environment.conformance;

import java.util.List;
import java.util.stream.Stream;

/**
 * One promise of the environment, and how to see whether it is kept.
 *
 * @param name the promise, as a sentence
 * @param body runs programs on a stage and looks at what they noted
 */
public record Check(String name, Body body) {

    /** What a check does. */
    interface Body {
        void on(Stage stage);
    }

    /** Returns all checks there are. */
    public static List<Check> all() {
        return Stream.of(LoopChecks.all(), LinkChecks.all(), DiskChecks.all(), LifeChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns those of them that are about disks. */
    public static List<Check> ofDisks() {
        return DiskChecks.all();
    }

    /**
     * Asks an implementation whether it keeps the promise.
     *
     * @param setting a new one; the caller closes it
     * @throws AssertionError where it does not
     */
    public void ask(Setting setting) {
        var stage = new Stage(setting);
        body.on(stage);
        stage.mustBeInOrder();
    }

    @Override
    public String toString() {
        return name;
    }
}
