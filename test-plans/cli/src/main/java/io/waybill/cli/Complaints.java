package io.waybill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers everything that is wrong with a command, so that it is said at once and not one by one. */
final class Complaints {

    private final List<String> found = new ArrayList<>();

    /** Returns what a part of the command means, or empty where that part is wrong. */
    <T> Optional<T> unless(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (UsageException e) {
            found.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Complains, where something is wrong. */
    void when(boolean wrong, String complaint) {
        if (wrong) {
            found.add(complaint);
        }
    }

    /**
     * Returns normally where nothing was found.
     *
     * @throws UsageException with all that was found, a line each
     */
    void raise() {
        if (!found.isEmpty()) {
            throw new UsageException(String.join("\n", found));
        }
    }
}
