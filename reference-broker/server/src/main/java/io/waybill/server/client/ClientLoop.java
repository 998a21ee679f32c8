package io.waybill.server.client;

import io.waybill.environment.Environment;
import io.waybill.server.loop.Disks;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import io.waybill.server.net.NetSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop that clients live on, for threads that are not its own. Whoever asks is answered: what is not when the loop
 * ends is told so. May be used by any thread, unless it says otherwise.
 */
final class ClientLoop {

    private static final int CLIENT = 0;

    private final NodeLife life;
    private final Environment environment;
    private final Thread thread;
    private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();
    // On the loop only.
    private final Map<Object, Runnable> closers = new LinkedHashMap<>();
    private final CompletableFuture<Void> everybodyTold;
    private volatile @Nullable String over;

    private ClientLoop(NodeLife life, Environment environment, Thread thread) {
        this.life = life;
        this.environment = environment;
        this.thread = thread;
        this.everybodyTold = life.ended().thenAccept(this::ended);
    }

    /** Begins a loop, a thread of its own. */
    static ClientLoop begin(NetSettings net) {
        record Begun(Environment environment, Thread thread) {}
        var begun = new CompletableFuture<Begun>();
        var life = NodeLife.begin(
                LifeSettings.of(CLIENT, 0, net),
                Disks.NONE,
                environment -> begun.complete(new Begun(environment, Thread.currentThread())));
        var it = begun.join();
        return new ClientLoop(life, it.environment(), it.thread());
    }

    Environment environment() {
        return environment;
    }

    /** Somebody who waits for an answer, and what he is told where there will be none. */
    private record Waiting<T>(
            CompletableFuture<T> answer, @Nullable Function<String, T> otherwise) {

        void end(String why) {
            if (otherwise == null) {
                answer.completeExceptionally(new ClientsEndedException(why));
            } else {
                answer.complete(otherwise.apply(why));
            }
        }
    }

    /**
     * Does something on the loop that answers later.
     *
     * @param work is given where its answer goes
     * @param otherwise what is answered where the loop ends first; null for a {@link ClientsEndedException}
     */
    <T> CompletableFuture<T> ask(Consumer<Consumer<T>> work, @Nullable Function<String, T> otherwise) {
        var answer = new CompletableFuture<T>();
        var one = new Waiting<>(answer, otherwise);
        waiting.add(one);
        life.post(0, () -> {
            try {
                work.accept(result -> {
                    waiting.remove(one);
                    answer.complete(result);
                });
            } catch (IllegalArgumentException | IllegalStateException e) {
                // Who asked has made a mistake, and the client has done nothing.
                waiting.remove(one);
                answer.completeExceptionally(e);
            }
        });
        var why = over;
        if (why != null && waiting.remove(one)) {
            one.end(why);
        }
        return answer;
    }

    /** Does something on the loop and returns what it gives. */
    <T> CompletableFuture<T> run(Supplier<T> work) {
        return ask(done -> done.accept(work.get()), null);
    }

    /** Makes something on the loop, and waits for it; {@code closer} ends it. */
    <T> T make(Supplier<T> maker, Function<T, Runnable> closer) {
        try {
            return run(() -> {
                        T made = maker.get();
                        closers.put(made, closer.apply(made));
                        return made;
                    })
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Ends what was made on it; the second time nothing happens. */
    void close(Object made) {
        endOnLoop(() -> {
            var closer = closers.remove(made);
            if (closer != null) {
                closer.run();
            }
        });
    }

    /** Waits, unless this is the loop's own thread; whatever has ended is as good as closed. */
    private void endOnLoop(Runnable work) {
        var closed = run(() -> {
            work.run();
            return true;
        });
        if (Thread.currentThread() != thread) {
            closed.handle((done, failure) -> failure == null).join();
        }
    }

    boolean isOver() {
        return over != null;
    }

    private void ended(Optional<Throwable> crash) {
        var why = crash.map(cause -> "the clients have crashed: " + cause).orElse("the clients were closed");
        over = why;
        for (Waiting<?> one : List.copyOf(waiting)) {
            if (waiting.remove(one)) {
                one.end(why);
            }
        }
    }

    /** Ends everything that was made on it, and then itself; returns when nothing of it is left. */
    void close() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(
                    "clients must not be closed by their own thread, in what follows an answer");
        }
        endOnLoop(() -> {
            closers.values().forEach(Runnable::run);
            closers.clear();
        });
        life.end();
        everybodyTold.join();
    }
}
