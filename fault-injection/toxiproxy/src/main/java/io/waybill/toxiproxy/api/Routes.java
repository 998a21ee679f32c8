package io.waybill.toxiproxy.api;

import io.waybill.toxiproxy.json.Json;
import io.waybill.toxiproxy.proxy.FaultView;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.ProxyView;
import io.waybill.toxiproxy.proxy.RefusedException;
import io.waybill.toxiproxy.toxic.Toxic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which request asks for what. Bodies are read before anything is done, on the thread of the request. */
final class Routes {

    static final String VERSION = "2.12.0-waybill";

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PATCH = "PATCH";
    private static final String DELETE = "DELETE";

    private final Proxies proxies;
    private final Executor thread;

    /** Carries out requests on {@code proxies}, on its {@code thread}. */
    Routes(Proxies proxies, Executor thread) {
        this.proxies = proxies;
        this.thread = thread;
    }

    /** A request, its path in decoded segments. */
    record Request(String method, List<String> path, String query, String body) {

        boolean is(String other) {
            return method.equals(other);
        }

        boolean changes() {
            return is(PATCH) || is(POST);
        }
    }

    /** Carries out a request; {@code replies} is told once, on any thread. */
    void handle(Request request, Consumer<Reply> replies) {
        try {
            List<String> path = request.path();
            if (path.contains("")) {
                replies.accept(notFound());
                return;
            }
            switch (path.get(0)) {
                case "proxies" -> proxiesRoute(request, replies);
                case "populate" ->
                    only(request, path.size() == 1 && request.is(POST), replies, () -> populate(request, replies));
                case "reset" ->
                    only(
                            request,
                            path.size() == 1 && request.is(POST),
                            replies,
                            () -> run(replies, () -> {
                                proxies.reset();
                                return Reply.nothing();
                            }));
                case "version" ->
                    only(
                            request,
                            path.size() == 1 && request.is(GET),
                            replies,
                            () -> replies.accept(new Reply(
                                    200, "application/json;charset=utf-8", "{\"version\": \"" + VERSION + "\"}\n")));
                case "metrics" ->
                    only(
                            request,
                            path.size() == 1 && request.is(GET),
                            replies,
                            () -> run(replies, () -> Reply.metrics(Metrics.of(proxies))));
                case "waybill" -> extensionRoute(request, replies);
                default -> replies.accept(notFound());
            }
        } catch (RefusedException e) {
            replies.accept(Reply.refused(e));
        }
    }

    static Reply notFound() {
        return Reply.text(404, "404 page not found\n");
    }

    private static void only(Request request, boolean isServed, Consumer<Reply> replies, Runnable served) {
        if (isServed) {
            served.run();
        } else if (request.path().size() == 1) {
            replies.accept(Reply.text(405, ""));
        } else {
            replies.accept(notFound());
        }
    }

    private void run(Consumer<Reply> replies, Supplier<Reply> action) {
        thread.execute(() -> {
            Reply reply;
            try {
                reply = action.get();
            } catch (RefusedException e) {
                reply = Reply.refused(e);
            } catch (RuntimeException e) {
                reply = broken(e);
            }
            replies.accept(reply);
        });
    }

    /** Something of ours is wrong: whoever asked must hear it and not wait. */
    private static Reply broken(RuntimeException problem) {
        return Reply.refused(new RefusedException(500, "internal error: " + problem));
    }

    /** Reads on this thread what is used on the other one, where a problem is told when its turn comes. */
    private static <T extends @Nullable Object> Supplier<T> eager(Supplier<T> reading) {
        try {
            T read = reading.get();
            return () -> read;
        } catch (RefusedException e) {
            return () -> {
                throw e;
            };
        }
    }

    private void proxiesRoute(Request request, Consumer<Reply> replies) {
        List<String> path = request.path();
        switch (path.size()) {
            case 1 -> allProxies(request, replies);
            case 2 -> oneProxy(request, path.get(1), replies);
            case 3 -> {
                if (path.get(2).equals("toxics")) {
                    allToxics(request, path.get(1), replies);
                } else {
                    replies.accept(notFound());
                }
            }
            case 4 -> {
                if (path.get(2).equals("toxics")) {
                    oneToxic(request, path.get(1), path.get(3), replies);
                } else {
                    replies.accept(notFound());
                }
            }
            default -> replies.accept(notFound());
        }
    }

    private void allProxies(Request request, Consumer<Reply> replies) {
        if (request.is(GET)) {
            run(replies, () -> {
                Map<String, Object> all = new LinkedHashMap<>();
                proxies.all().forEach(proxy -> all.put(proxy.name(), Shown.proxy(proxy)));
                return Reply.ok(all);
            });
        } else if (request.is(POST)) {
            ProxyRequest asked = Asked.proxy(request.body());
            later(replies, () -> proxies.create(asked, answer(replies, proxy -> Reply.created(Shown.proxy(proxy)))));
        } else {
            replies.accept(Reply.text(405, ""));
        }
    }

    private void oneProxy(Request request, String name, Consumer<Reply> replies) {
        if (request.is(GET)) {
            run(replies, () -> Reply.ok(Shown.proxy(proxies.get(name))));
        } else if (request.changes()) {
            Supplier<@Nullable Object> json = eager(() -> Asked.json(request.body()));
            later(
                    replies,
                    () -> proxies.update(
                            name,
                            now -> Asked.changed(json.get(), now),
                            answer(replies, proxy -> Reply.ok(Shown.proxy(proxy)))));
        } else if (request.is(DELETE)) {
            run(replies, () -> {
                proxies.delete(name);
                return Reply.nothing();
            });
        } else {
            replies.accept(Reply.text(405, ""));
        }
    }

    private void allToxics(Request request, String proxy, Consumer<Reply> replies) {
        if (request.is(GET)) {
            run(replies, () -> Reply.ok(Shown.toxics(proxies.toxics(proxy))));
        } else if (request.is(POST)) {
            Supplier<Toxic> toxic = eager(() -> Asked.toxic(request.body()));
            run(replies, () -> {
                // Who asks for a proxy that there is not is told so, whatever else he says.
                var unused = proxies.get(proxy);
                return Reply.ok(Shown.toxic(proxies.add(proxy, toxic.get())));
            });
        } else {
            replies.accept(Reply.text(405, ""));
        }
    }

    private void oneToxic(Request request, String proxy, String name, Consumer<Reply> replies) {
        if (request.is(GET)) {
            run(replies, () -> Reply.ok(Shown.toxic(proxies.toxic(proxy, name))));
        } else if (request.changes()) {
            Supplier<@Nullable Object> json = eager(() -> Asked.json(request.body()));
            run(replies, () -> {
                Toxic changed = proxies.update(proxy, name, now -> Asked.changed(json.get(), now));
                return Reply.ok(Shown.toxic(changed));
            });
        } else if (request.is(DELETE)) {
            run(replies, () -> {
                proxies.remove(proxy, name);
                return Reply.nothing();
            });
        } else {
            replies.accept(Reply.text(405, ""));
        }
    }

    private void populate(Request request, Consumer<Reply> replies) {
        List<ProxyRequest> asked;
        try {
            asked = Asked.proxies(request.body());
        } catch (RefusedException e) {
            replies.accept(new Reply(e.status(), "application/json", populated(List.of(), e)));
            return;
        }
        later(
                replies,
                () -> proxies.populate(asked, answer(replies, done -> {
                    RefusedException problem = done.problem();
                    int status = problem == null ? 201 : problem.status();
                    return new Reply(status, "application/json", populated(done.proxies(), problem));
                })));
    }

    private static String populated(List<ProxyView> proxies, @Nullable RefusedException problem) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        if (problem != null) {
            shown.putAll(Reply.errorOf(problem));
        }
        List<Map<String, Object>> all = proxies.stream().map(Shown::proxy).toList();
        shown.put("proxies", all.isEmpty() ? null : all);
        return Json.write(shown);
    }

    // Ours.

    private void extensionRoute(Request request, Consumer<Reply> replies) {
        List<String> path = request.path();
        String what = path.size() < 2 ? "" : path.get(1);
        if (what.equals("faults") && path.size() == 2 && request.is(GET)) {
            run(
                    replies,
                    () -> Reply.ok(proxies.faults().stream().map(Shown::fault).toList()));
        } else if (what.equals("faults") && path.size() == 2 && request.is(POST)) {
            AskedFault asked = AskedFault.of(request.body());
            run(replies, () -> Reply.created(Shown.fault(proxies.begin(asked.id(), asked.fault(), asked.links()))));
        } else if (what.equals("faults") && path.size() == 3 && request.is(DELETE)) {
            run(replies, () -> {
                FaultView ended = proxies.end(path.get(2));
                return ended == null
                        ? Reply.refused(new RefusedException(404, "fault not found"))
                        : Reply.ok(Shown.fault(ended));
            });
        } else if (what.equals("events") && path.size() == 2 && request.is(GET)) {
            long after = after(request.query());
            run(
                    replies,
                    () -> Reply.ok(proxies.log().after(after).stream()
                            .map(Shown::event)
                            .toList()));
        } else if (what.equals("faults") || what.equals("events")) {
            replies.accept(Reply.text(405, ""));
        } else {
            replies.accept(notFound());
        }
    }

    private static long after(String query) {
        String number = query.startsWith("after=") ? query.substring("after=".length()) : "0";
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new RefusedException(400, "\"after\" must be the number of an event, was \"" + number + "\"");
        }
    }

    private void later(Consumer<Reply> replies, Runnable action) {
        thread.execute(() -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                replies.accept(broken(e));
            }
        });
    }

    private static <T> Proxies.Answer<T> answer(Consumer<Reply> replies, Function<T, Reply> reply) {
        return new Proxies.Answer<>() {
            @Override
            public void done(T result) {
                replies.accept(reply.apply(result));
            }

            @Override
            public void refused(RefusedException problem) {
                replies.accept(Reply.refused(problem));
            }
        };
    }
}
