package io.waybill.environment.local;

import java.util.concurrent.CountDownLatch;

/** A child that says that it is up and then does nothing for ever. */
final class Sleeper {

    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("sleeper is up");
        new CountDownLatch(1).await();
    }
}
