package io.waybill.compatibility.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * All checks of the Java client: for the address of a cluster, what each of them is called and how it is done. Where
 * the classes around it come from another loader, only those of the platform are known on both sides.
 */
public final class JavaClientChecks implements Function<String, Map<String, Callable<Void>>> {

    @Override
    public Map<String, Callable<Void>> apply(String bootstrap) {
        Map<String, Callable<Void>> checks = new TreeMap<>();
        var clients = new Clients(bootstrap);
        add(checks, new RecordChecks(clients));
        add(checks, new PositionChecks(clients));
        add(checks, new TopicChecks(clients));
        add(checks, new ClusterChecks(clients));
        add(checks, new RefusalChecks(clients));
        return checks;
    }

    /** Returns the version of the library that the checks use. */
    @Override
    public String toString() {
        return Clients.version();
    }

    private static void add(Map<String, Callable<Void>> checks, Object of) {
        for (Method method : of.getClass().getDeclaredMethods()) {
            boolean isCheck = !Modifier.isPrivate(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isSynthetic();
            if (isCheck) {
                checks.put(method.getName().replace('_', ' '), () -> run(method, of));
            }
        }
    }

    private static Void run(Method method, Object of) throws Exception {
        try {
            method.invoke(of);
            return null;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
