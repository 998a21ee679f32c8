package io.waybill.image;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A program that an image can have. */
final class Greeting {

    private Greeting() {}

    public static void main(String[] args) {
        // A class that is not among those of every start.
        String time = Instant.parse("2026-01-01T00:00:00Z").toString();
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("hello " + String.join(" ", args) + " " + time);
    }
}
