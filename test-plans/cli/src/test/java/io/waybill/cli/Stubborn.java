package io.waybill.cli;

import java.io.IOException;

/** A command that goes on although it was called off, and has a child. */
final class Stubborn {

    private Stubborn() {}

    /** Ends when it is ended. */
    public static void main(String[] arguments) throws IOException {
        Interruption interruption = Interruption.ofThisThread();
        Process child = new ProcessBuilder("sleep", "600").start();
        System.out.println(child.pid());
        while (child.isAlive()) {
            try {
                child.waitFor();
            } catch (InterruptedException e) {
                System.out.println("called off");
            }
        }
        interruption.close();
    }
}
