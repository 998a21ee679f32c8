package io.waybill.toxiproxy.differential;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays all scenarios on a server, many at once, for they mostly wait. */
public final class Stage implements AutoCloseable {

    private static final int AT_ONCE = 16;

    private final ExecutorService players = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "scenario");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Future<List<String>>> played = new LinkedHashMap<>();

    /**
     * Begins to play.
     *
     * @param server of the scenarios that share one
     * @param alone of the others, which are played one after the other
     */
    public Stage(InetSocketAddress server, InetSocketAddress alone) {
        ExecutorService single = Executors.newSingleThreadExecutor();
        for (Scenario scenario : scenarios()) {
            ExecutorService player = scenario.isAlone() ? single : players;
            played.put(scenario.name(), player.submit(() -> scenario.play(scenario.isAlone() ? alone : server)));
        }
        single.shutdown();
    }

    /** Returns all scenarios, those of toxics first. */
    public static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(ToxicScenarios.all());
        all.addAll(ProxyScenarios.all());
        all.addAll(ApiScenarios.all());
        all.addAll(PartitionScenarios.all());
        return all;
    }

    /** Returns what was seen, or the problem in words. */
    public List<String> seen(Scenario scenario) throws IOException {
        try {
            return Objects.requireNonNull(played.get(scenario.name()), scenario::name)
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            return List.of(String.valueOf(e.getCause()));
        }
    }

    /** Ends what is still played. */
    @Override
    public void close() {
        players.shutdownNow();
    }
}
