package io.waybill.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Lets a second Ctrl-C end the process while the first one still heals and judges. A JVM that ends ignores signals, so
 * they are asked for anew.
 *
 * <p>The one way to hear a signal in the JDK is {@code sun.misc.Signal}, of the module {@code jdk.unsupported}. It is
 * found by its name: where it is missing, the second Ctrl-C is ignored, as any JVM does.
 */
final class SecondSignal {

    /** Each signal and the exit code that a shell expects of it: 128 and its number. */
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 130, "TERM", 143);

    private SecondSignal() {}

    /**
     * From now on Ctrl-C and SIGTERM end this process at once, and the processes that it started. What else there is,
     * such as their directories, carries our mark, and the next start sweeps it.
     */
    static void endsAtOnce() {
        SIGNALS.forEach((name, exitCode) -> on(name, () -> {
            // Also those that stand still, which no signal but this one reaches.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Runtime.getRuntime().halt(exitCode);
        }));
    }

    private static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
            Object before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            assert before != ours;
        } catch (ReflectiveOperationException notHere) {
            // Whoever wants to end it can still kill it.
            return;
        }
    }
}
