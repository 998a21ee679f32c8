package io.waybill.system.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * What Toxiproxies say of their proxies and toxics as faults begin and end, a JSON object a line: evidence, beside the
 * history, that the links were broken where the plan says. Used by one thread at a time.
 *
 * <pre>{"at":"2026-03-01T10:00:00.123Z","moment":"begun","what":"fault 3, Stall[] on [1→2]","servers":[{…},{…}]}</pre>
 */
final class ProxyEvidence {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<Integer> apis;
    private final Path journal;
    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

    /** Asks the servers with these ports on loopback. */
    ProxyEvidence(List<Integer> apis, Path journal) {
        this.apis = List.copyOf(apis);
        this.journal = journal;
    }

    /**
     * Asks all servers at once, and lets what they say be written down when they have said it: a fault has its effect
     * by then, and its time is not to have this one in it. {@link #await} before anything is done to the servers again.
     */
    void record(String moment, String what) {
        Instant at = Instant.now();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int api : apis) {
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + "/proxies"))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        String head = "{\"at\":\"" + at + "\",\"moment\":\"" + moment + "\",\"what\":\""
                + what.replace("\\", "").replace("\"", "'") + "\",\"servers\":[";
        pending = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> write(head
                        + answers.stream()
                                .map(answer -> answer.join().body().strip())
                                .collect(Collectors.joining(","))
                        + "]}\n"));
    }

    private void write(String line) {
        try {
            Files.writeString(
                    journal, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + journal + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns when what was recorded last is written down.
     *
     * @throws UncheckedIOException where a server does not answer, or the file cannot be written; once
     */
    void await() {
        CompletableFuture<Void> last = pending;
        pending = CompletableFuture.completedFuture(null);
        try {
            last.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException problem) {
                throw problem;
            }
            throw new UncheckedIOException("a Toxiproxy does not say what it does", new IOException(e));
        }
    }
}
