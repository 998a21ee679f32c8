package io.waybill.toxiproxy.differential;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What is done and what must be seen.
 *
 * @param isAlone whether it does something to all proxies of its server, so that no other may run there
 * @param ours what is seen of our server
 * @param real what is seen of the real one; the same, but where ours is better on purpose
 */
record Scenario(String name, boolean isAlone, Script script, List<String> ours, List<String> real) {

    /** What is done. */
    interface Script {
        void play(Scene scene) throws IOException;
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
