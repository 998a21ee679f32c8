package io.waybill.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The places that runs write to: whether they may, and how much is left there. */
final class DiskCheck implements Check {

    /** The default plan's three nodes write less; Kafka's preallocate. */
    private static final long LEAST_BYTES = 256L << 20;

    private static final long COMFORTABLE_BYTES = 2L << 30;

    private final Subject subject;

    DiskCheck(Subject subject) {
        this.subject = subject;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(look("runs", subject.store(), "--out DIR"));
        findings.add(look("scratch", subject.scratch(), "move it, and leave a symbolic link"));
        findings.add(look("cache", subject.cache(), "move it, and leave a symbolic link"));
        return findings;
    }

    static Finding look(String what, Path place, String elsewhere) {
        Path there = nearest(place.toAbsolutePath().normalize());
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.missing(
                    what,
                    there + " cannot be written to" + (there.equals(place) ? "" : ", and " + place + " is to be in it"),
                    "let this user write there, or have it elsewhere: " + elsewhere);
        }
        try {
            long left = Files.getFileStore(there).getUsableSpace();
            String seen = place + ", " + Sizes.text(left) + " left";
            if (left < LEAST_BYTES) {
                return Finding.missing(
                        what,
                        seen + " of " + Sizes.text(LEAST_BYTES) + " needed",
                        "make room, or have it elsewhere: " + elsewhere);
            }
            return left < COMFORTABLE_BYTES
                    ? Finding.warning(what, seen, "make room for long runs, or have it elsewhere: " + elsewhere)
                    : Finding.fine(what, seen);
        } catch (IOException e) {
            return Finding.warning(what, place + " does not tell how much is left: " + e.getMessage(), "try the run");
        }
    }

    /** Returns the place, or what it will be made in. */
    private static Path nearest(Path place) {
        Path there = place;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
