package io.waybill.log.file;

import io.waybill.environment.Disk;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done one after the other, each step when the disk has done the one before. The first failure ends it.
 */
public final class Steps {

    private final List<Step> steps = new ArrayList<>();
    private int next;

    /** Creates an empty list of steps. */
    public Steps() {}

    /** Adds a step. A step may add more while it runs; they come last. */
    public Steps then(Step step) {
        steps.add(step);
        return this;
    }

    /** Adds a step that needs no disk. */
    public Steps thenDo(Runnable step) {
        steps.add((done, failed) -> {
            step.run();
            done.run();
        });
        return this;
    }

    /** Runs the steps; one of the two is called once, perhaps before this returns where no step needs the disk. */
    public void run(Runnable done, Disk.OnFailure failed) {
        if (next == steps.size()) {
            done.run();
            return;
        }
        steps.get(next++).run(() -> run(done, failed), failed);
    }

    /** Returns a callback that calls {@code done} when it has been called {@code count} times, 1 or more. */
    public static Runnable afterAll(int count, Runnable done) {
        int[] left = {count};
        return () -> {
            if (--left[0] == 0) {
                done.run();
            }
        };
    }

    /** Something that takes a while and can fail. */
    public interface Step {

        /** Begins; one of the two is called later, once. */
        void run(Runnable done, Disk.OnFailure failed);
    }
}
