package io.waybill.toxiproxy.differential;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** What is done to a server of proxies, and what must be seen then. */
public final class Scenario {

    private final String name;
    private final boolean isAlone;
    private final Script script;
    private final List<String> ours;
    private final List<String> real;

    private Scenario(String name, boolean isAlone, Script script, List<String> ours, List<String> real) {
        this.name = name;
        this.isAlone = isAlone;
        this.script = script;
        this.ours = ours;
        this.real = real;
    }

    /** What is done. */
    interface Script {
        void play(Scene scene) throws IOException;
    }

    /** Returns its name, which no other one has. */
    public String name() {
        return name;
    }

    /** Returns what is seen of our server, in order. */
    public List<String> ours() {
        return ours;
    }

    /** Returns what is seen of the real server; the same, but where ours is better on purpose. */
    public List<String> real() {
        return real;
    }

    /** Returns whether it does something to all proxies of its server, so that no other may run there. */
    boolean isAlone() {
        return isAlone;
    }

    static Scenario of(String name, Script script, String... seen) {
        return new Scenario(name, false, script, List.of(seen), List.of(seen));
    }

    static Scenario alone(String name, Script script, String... seen) {
        return new Scenario(name, true, script, List.of(seen), List.of(seen));
    }

    Scenario butReal(String... seen) {
        return new Scenario(name, isAlone, script, ours, List.of(seen));
    }

    /** Returns what is seen. */
    List<String> play(InetSocketAddress api) throws IOException {
        try (Scene scene = new Scene(api, "s" + Integer.toHexString(name.hashCode()))) {
            script.play(scene);
            return List.copyOf(scene.seen());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
