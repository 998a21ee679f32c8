package io.waybill.image;

import java.time.Instant;

/** A program that an image can have. */
final class Greeting {

    private Greeting() {}

    public static void main(String[] args) {
        // A class that is not among those of every start.
        String time = Instant.parse("2026-01-01T00:00:00Z").toString();
        var out = new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        out.println("hello " + String.join(" ", args) + " " + time);
    }
}
