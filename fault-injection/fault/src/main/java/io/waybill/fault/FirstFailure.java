package io.waybill.fault;

import org.jspecify.annotations.Nullable;

/** Lets several actions happen whether or not one fails, and then fails as the first did. */
final class FirstFailure {

    private @Nullable RuntimeException first;

    void keep(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            if (first == null) {
                first = e;
            } else {
                first.addSuppressed(e);
            }
        }
    }

    void raise() {
        if (first != null) {
            throw first;
        }
    }
}
