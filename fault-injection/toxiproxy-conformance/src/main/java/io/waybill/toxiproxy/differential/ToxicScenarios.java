package io.waybill.toxiproxy.differential;

import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Each toxic in both directions, on connections that are open before it and on those that are opened under it. */
final class ToxicScenarios {

    private static final int BIG = 30_000;

    private final List<Scenario> all = new ArrayList<>();
    private final ToxicDirection direction;
    private final boolean isOpenBefore;

    private ToxicScenarios(ToxicDirection direction, boolean isOpenBefore) {
        this.direction = direction;
        this.isOpenBefore = isOpenBefore;
    }

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (ToxicDirection direction : ToxicDirection.values()) {
            for (boolean isOpenBefore : new boolean[] {true, false}) {
                ToxicScenarios of = new ToxicScenarios(direction, isOpenBefore);
                of.slow();
                of.closing();
                of.stalling();
                of.losing();
                all.addAll(of.all);
            }
        }
        return all;
    }

    private interface Adding {
        void to(ToxicList toxics) throws IOException;
    }

    private interface Acting {
        void on(Scene scene, Wire sender, Wire receiver) throws IOException;
    }

    private Scenario add(String what, Adding toxic, Acting act, String... seen) {
        String name = what + " " + direction.name().toLowerCase(Locale.ROOT)
                + (isOpenBefore ? " on an open connection" : " on a new connection");
        Scenario scenario = Scenario.of(
                name,
                scene -> {
                    Scene.Connection connection;
                    if (isOpenBefore) {
                        connection = scene.established();
                        scene.start();
                        toxic.to(scene.proxy().toxics());
                    } else {
                        scene.start();
                        toxic.to(scene.proxy().toxics());
                        connection = scene.connect();
                    }
                    act.on(scene, connection.sender(direction), connection.receiver(direction));
                },
                seen);
        all.add(scenario);
        return scenario;
    }

    private void slow() {
        add(
                "latency",
                toxics -> toxics.latency("t", direction, 150),
                (scene, sender, receiver) -> {
                    scene.start();
                    sender.send("abc");
                    scene.seeLate(150, () -> receiver.read(3));
                    receiver.send("xyz");
                    scene.see(sender.read(3));
                },
                "abc late",
                "xyz");
        add(
                "latency with jitter",
                toxics -> toxics.latency("t", direction, 20).setJitter(20),
                (scene, sender, receiver) -> {
                    StringBuilder sent = new StringBuilder();
                    for (int i = 0; i < 30; i++) {
                        sender.send("<" + i + ">");
                        sent.append('<').append(i).append('>');
                    }
                    scene.see(receiver.read(sent.length()).equals(sent.toString()) ? "in order" : "out of order");
                },
                "in order");
        add(
                "two latencies",
                toxics -> {
                    toxics.latency("t", direction, 80);
                    toxics.latency("u", direction, 80);
                },
                (scene, sender, receiver) -> {
                    scene.start();
                    sender.send("abc");
                    scene.seeLate(160, () -> receiver.read(3));
                },
                "abc late");
        add(
                "bandwidth",
                toxics -> toxics.bandwidth("t", direction, 100),
                (scene, sender, receiver) -> {
                    scene.start();
                    sender.send(new byte[BIG]);
                    scene.seeLate(300, () -> String.valueOf(receiver.readBytes(BIG).length));
                },
                "30000 late");
        add(
                "slicer",
                toxics -> toxics.slicer("t", direction, 100, 2000).setSizeVariation(20),
                (scene, sender, receiver) -> {
                    scene.start();
                    sender.send(new byte[3000]);
                    scene.seeLate(50, () -> String.valueOf(receiver.readBytes(3000).length));
                },
                "3000 late");
    }

    private void closing() {
        add(
                "slow close",
                toxics -> toxics.slowClose("t", direction, 200),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.see(receiver.read(3));
                    scene.start();
                    sender.close();
                    scene.seeLate(200, () -> receiver.read(1));
                },
                "abc",
                "|end late");
        add(
                "limit",
                toxics -> toxics.limitData("t", direction, 10),
                (scene, sender, receiver) -> {
                    sender.send("0123456789abcdef");
                    scene.see(receiver.read(16));
                    scene.see(sender.over());
                },
                "0123456789|end",
                "over");
        add(
                "limit in two parts",
                toxics -> toxics.limitData("t", direction, 4),
                (scene, sender, receiver) -> {
                    sender.send("ab");
                    scene.see(receiver.read(2));
                    sender.send("cdef");
                    scene.see(receiver.read(4));
                },
                "ab",
                "cd|end");
        add(
                "limit of nothing",
                toxics -> toxics.limitData("t", direction, 0),
                (scene, sender, receiver) -> {
                    scene.see(receiver.peek());
                    sender.send("a");
                    scene.see(receiver.read(1));
                },
                "silent",
                "|end");
        String ending = isOpenBefore ? "|end" : "|reset";
        add(
                "reset peer",
                toxics -> toxics.resetPeer("t", direction, 100),
                (scene, sender, receiver) -> {
                    scene.see(receiver.peek());
                    scene.start();
                    sender.send("a");
                    scene.seeLate(100, () -> receiver.read(1));
                    scene.see(sender.read(1));
                },
                "silent",
                ending + " late",
                ending);
    }

    private void stalling() {
        add(
                "bandwidth 0 that goes away",
                toxics -> toxics.bandwidth("t", direction, 0),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.see(receiver.peek());
                    scene.proxy().toxics().get("t").remove();
                    scene.see(receiver.read(3));
                    receiver.send("x");
                    scene.see(sender.read(1));
                },
                "silent",
                "abc",
                "x");
    }

    private void losing() {
        add(
                "timeout 0 that goes away",
                toxics -> toxics.timeout("t", direction, 0),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.see(receiver.peek());
                    receiver.send("x");
                    scene.see(sender.read(1));
                    scene.proxy().toxics().get("t").remove();
                    scene.see(receiver.read(1));
                    scene.see(sender.over());
                },
                "silent",
                "x",
                "|end",
                "over");
        add(
                "timeout",
                toxics -> toxics.timeout("t", direction, 300),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.seeLate(300, () -> receiver.read(1));
                    scene.see(sender.over());
                },
                "|end late",
                "over");
        add(
                "latency that goes away",
                toxics -> toxics.latency("t", direction, 30_000),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.see(receiver.peek());
                    scene.proxy().toxics().get("t").remove();
                    scene.seeBefore(10_000, () -> receiver.read(3));
                },
                "silent",
                "abc soon");
        add(
                "latency that becomes less",
                toxics -> toxics.latency("t", direction, 30_000),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.see(receiver.peek());
                    scene.proxy().toxics().get("t", Latency.class).setLatency(0);
                    scene.seeBefore(10_000, () -> receiver.read(3));
                },
                "silent",
                "abc soon");
        add(
                "a toxic for nobody",
                toxics -> toxics.timeout("t", direction, 0).setToxicity(0),
                (scene, sender, receiver) -> {
                    sender.send("abc");
                    scene.see(receiver.read(3));
                },
                "abc");
    }
}
