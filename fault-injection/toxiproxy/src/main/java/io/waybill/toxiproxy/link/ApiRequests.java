package io.waybill.toxiproxy.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Requests to the API of a Toxiproxy that are made all at once, over connections that stay open: the common client has
 * a request for each attribute, one after the other, and links that are to break together would break one by one. Used
 * by one thread at a time.
 */
final class ApiRequests {

    /** The status of an answer that did not come in time. */
    private static final int NONE = 0;

    private static final int FIRST_ERROR = 300;

    private final HttpClient client;
    private final String server;
    private final Duration patience;

    ApiRequests(String server, Duration patience) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        this.server = server;
        this.patience = patience;
    }

    /**
     * A request.
     *
     * @param what it asks for, for messages
     * @param path such as {@code /proxies}
     * @param body empty where there is none
     */
    record Request(String what, String method, String path, String body) {}

    /** What came of a request: its status, or none in time. */
    record Answer(Request request, int status, String body) {

        boolean isSilence() {
            return status == NONE;
        }

        boolean isError() {
            return status >= FIRST_ERROR;
        }
    }

    /**
     * Makes all requests at once, and returns what came of each, in order.
     *
     * @throws UncheckedIOException where the server cannot be reached
     */
    List<Answer> all(List<Request> requests) {
        return all(requests, patience);
    }

    /** Makes all requests at once, as {@link #all(List)}, and waits no longer than {@code limit} for an answer. */
    List<Answer> all(List<Request> requests, Duration limit) {
        List<CompletableFuture<Answer>> coming = new ArrayList<>();
        for (Request request : requests) {
            HttpRequest http = HttpRequest.newBuilder(URI.create("http://" + server + request.path()))
                    .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
                    .timeout(limit)
                    .build();
            coming.add(client.sendAsync(http, HttpResponse.BodyHandlers.ofString())
                    .thenApply(answer -> new Answer(request, answer.statusCode(), answer.body()))
                    .exceptionally(problem -> silence(request, problem)));
        }
        try {
            return coming.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            IOException cause = e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
            throw new UncheckedIOException("Toxiproxy at " + server + ": " + cause.getMessage(), cause);
        }
    }

    private static Answer silence(Request request, Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof HttpTimeoutException) {
            return new Answer(request, NONE, "");
        }
        throw new CompletionException(cause);
    }

    /**
     * Makes all requests at once, each of which must succeed.
     *
     * @throws Guard.SilentException where there is no answer in time
     * @throws UncheckedIOException where an answer is an error, or the server cannot be reached
     */
    List<Answer> allDone(List<Request> requests) {
        List<Answer> answers = all(requests);
        for (Answer answer : answers) {
            if (answer.isSilence()) {
                throw Guard.silence(server, patience, answer.request().what());
            }
            if (answer.isError()) {
                throw refused(answer);
            }
        }
        return answers;
    }

    /** Returns what is to be thrown where an answer is an error. */
    UncheckedIOException refused(Answer answer) {
        String message = "Toxiproxy at " + server + ": " + answer.request().what() + ": "
                + answer.body().strip() + " (" + answer.status() + ")";
        return new UncheckedIOException(message, new IOException(message));
    }
}
