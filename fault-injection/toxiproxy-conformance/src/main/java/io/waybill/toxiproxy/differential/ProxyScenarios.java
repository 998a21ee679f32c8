package io.waybill.toxiproxy.differential;

import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Proxies that are changed under traffic, and how connections begin and end. */
final class ProxyScenarios {

    private static final int STREAM_BYTES = 4_000_000;

    private ProxyScenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(changes());
        all.addAll(ends());
        return all;
    }

    private static List<Scenario> changes() {
        return List.of(
                Scenario.of(
                        "disable and enable",
                        scene -> {
                            Scene.Connection open = scene.established();
                            int port = scene.port();
                            scene.proxy().disable();
                            scene.see(open.client().over() + " " + open.server().over());
                            scene.see(scene.knock());
                            scene.proxy().enable();
                            scene.see(scene.port() == port ? "same port" : "another port");
                            scene.established().client().close();
                            scene.see("works");
                        },
                        "over over",
                        "refused",
                        "same port",
                        "works"),
                Scenario.of(
                        "delete",
                        scene -> {
                            Scene.Connection open = scene.established();
                            scene.proxy().delete();
                            scene.see(open.client().over() + " " + open.server().over());
                            scene.see(scene.knock());
                            scene.see(scene.http("GET", "/proxies/NAME", ""));
                        },
                        "over over",
                        "refused",
                        "404 {\"error\":\"proxy not found\",\"status\":404}"),
                Scenario.of("another upstream", ProxyScenarios::anotherUpstream, "over", "connected", "works"),
                Scenario.of(
                        "nobody is there",
                        scene -> {
                            scene.upstream().close();
                            scene.see(scene.dial().over());
                        },
                        "over"),
                Scenario.of("much data", scene -> flow(scene, STREAM_BYTES), "same up", "same down"),
                Scenario.of("toxics that change under traffic", ProxyScenarios::change, "same up"),
                Scenario.alone("reset", ProxyScenarios::reset, "0 toxics", "enabled", "works", "204"));
    }

    private static List<Scenario> ends() {
        return List.of(
                Scenario.of(
                                "half-close",
                                scene -> {
                                    Scene.Connection open = scene.established();
                                    open.client().send("ask");
                                    open.client().shutdownOutput();
                                    scene.see(open.server().read(4));
                                    open.server().send("answer");
                                    open.server().close();
                                    scene.see(open.client().read(7));
                                },
                                "ask|end",
                                "answer|end")
                        // The answer is lost: the real server closes both directions when one ends.
                        .butReal("ask|end", "|end"),
                Scenario.of(
                        "a client that breaks off",
                        scene -> {
                            Scene.Connection open = scene.established();
                            open.client().reset();
                            scene.see(open.server().over());
                        },
                        "over"),
                Scenario.of(
                        "what was sent before the end arrives",
                        scene -> {
                            Scene.Connection open = scene.established();
                            scene.proxy().toxics().latency("t", ToxicDirection.UPSTREAM, 200);
                            scene.start();
                            open.client().send("last words");
                            open.client().close();
                            scene.seeLate(200, () -> open.server().read(11));
                        },
                        "last words|end late"));
    }

    private static void anotherUpstream(Scene scene) throws IOException {
        Scene.Connection open = scene.established();
        int own = scene.upstream().getLocalPort();
        scene.proxy().setUpstream("localhost:" + own);
        scene.see(open.client().over());
        scene.see(scene.knock());
        scene.accept();
        scene.established();
        scene.see("works");
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static void flow(Scene scene, int count) throws IOException {
        Scene.Connection open = scene.established();
        byte[] sent = bytes(count);
        Thread up = background(() -> open.client().send(sent));
        scene.see(Arrays.equals(open.server().readBytes(count), sent) ? "same up" : "other up");
        join(up);
        Thread down = background(() -> open.server().send(sent));
        scene.see(Arrays.equals(open.client().readBytes(count), sent) ? "same down" : "other down");
        join(down);
    }

    private static void change(Scene scene) throws IOException {
        Scene.Connection open = scene.established();
        byte[] sent = bytes(STREAM_BYTES);
        Thread up = background(() -> {
            for (int i = 0; i < sent.length; i += 10_000) {
                open.client().send(Arrays.copyOfRange(sent, i, i + 10_000));
            }
        });
        Thread changes = background(() -> {
            for (int i = 0; i < 5; i++) {
                scene.proxy().toxics().latency("l", ToxicDirection.UPSTREAM, 20);
                scene.proxy().toxics().slicer("s", ToxicDirection.UPSTREAM, 5000, 10);
                scene.proxy().toxics().get("l", Latency.class).setLatency(3);
                scene.proxy().toxics().get("s").remove();
                scene.proxy().toxics().get("l").remove();
            }
        });
        scene.see(Arrays.equals(open.server().readBytes(sent.length), sent) ? "same up" : "other up");
        join(up);
        join(changes);
    }

    private static void reset(Scene scene) throws IOException {
        scene.proxy().toxics().latency("a", ToxicDirection.UPSTREAM, 10);
        scene.proxy().toxics().timeout("b", ToxicDirection.DOWNSTREAM, 10);
        scene.proxy().disable();
        scene.client().reset();
        scene.see(scene.proxy().toxics().getAll().size() + " toxics");
        scene.see(scene.client().getProxy(scene.name()).isEnabled() ? "enabled" : "disabled");
        scene.established();
        scene.see("works");
        scene.see(scene.http("POST", "/reset", ""));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // What was to be sent is missed where it is read.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
