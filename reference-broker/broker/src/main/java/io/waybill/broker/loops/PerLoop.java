package io.waybill.broker.loops;

import io.waybill.environment.Environment;
import io.waybill.environment.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing of a kind for each loop of a node. Each is made on its loop and used there alone; who wants something of it
 * elsewhere posts a task.
 *
 * @param <T> the kind
 */
public final class PerLoop<T> {

    private final List<Seat<T>> seats = new ArrayList<>();

    /** Where a loop's is kept; touched on that loop alone. */
    private static final class Seat<T> {
        private @Nullable T thing;
    }

    /** Makes places, all empty, for so many loops. */
    public PerLoop(int count) {
        for (int i = 0; i < count; i++) {
            seats.add(new Seat<>());
        }
    }

    /** Returns how many loops there are. */
    public int count() {
        return seats.size();
    }

    /**
     * Has it made on another loop, in the order of what is posted there.
     *
     * @param from the loop that calls
     */
    public void start(Shards from, int loop, Function<Environment, T> make) {
        Seat<T> seat = seats.get(loop);
        from.start(loop, environment -> seat.thing = make.apply(environment));
    }

    /** Puts this loop's in its place. */
    public void put(int self, T thing) {
        seats.get(self).thing = thing;
    }

    /** Returns this loop's. */
    public T own(int self) {
        T thing = seats.get(self).thing;
        if (thing == null) {
            throw new IllegalStateException("loop " + self + " must have begun before it is asked for anything");
        }
        return thing;
    }

    /**
     * Has something done with that of another loop, there and later.
     *
     * @param from the loop that calls
     * @param task must carry nothing that this loop goes on changing
     */
    public void post(Shards from, int loop, Consumer<T> task) {
        from.post(loop, () -> task.accept(own(loop)));
    }
}
