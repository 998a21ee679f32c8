package io.waybill.container;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A harness as a process of its own, so that it can be killed. */
final class Harness {

    private Harness() {}

    /** Arguments: the base directory, and what to do when the containers are up: {@code wait} or {@code end}. */
    public static void main(String[] args) throws Exception {
        Pair pair = Pair.start(Path.of(args[0]));
        System.out.println("cluster " + pair.containers().mark().cluster());
        if (args[1].equals("wait")) {
            new CountDownLatch(1).await();
        }
    }
}
