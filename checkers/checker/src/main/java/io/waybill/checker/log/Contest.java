package io.waybill.checker.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds where the passes of a partition disagree: what one chain was handed at a place, all others that passed the
 * place must have been handed too. Says only what is to be looked at again.
 */
final class Contest {

    private final Set<MessageKey> suspects;
    private final Set<Long> places;

    /**
     * @param suspects receives the messages that are to be looked at again
     * @param places receives the places
     */
    Contest(Set<MessageKey> suspects, Set<Long> places) {
        this.suspects = suspects;
        this.places = places;
    }

    void among(List<PassResult> passes) {
        findTwice(passes);
        for (PassResult pass : passes) {
            for (PassResult other : passes) {
                if (other != pass) {
                    compare(pass, other);
                }
            }
        }
    }

    private void findTwice(List<PassResult> passes) {
        Map<MessageKey, Long> seen = new HashMap<>();
        for (PassResult pass : passes) {
            pass.unusual.forEach((offset, key) -> {
                Long before = seen.putIfAbsent(key, offset);
                if (before != null && !before.equals(offset)) {
                    suspects.add(key);
                }
            });
        }
    }

    private void compare(PassResult pass, PassResult other) {
        pass.unusual.forEach((offset, key) -> {
            if (!key.equals(other.unusual.get(offset))) {
                contest(offset, key, other);
            }
        });
        pass.missing.forEach((key, entry) -> {
            if (!other.missing.containsKey(key)) {
                contest(entry.offset, key, other);
            }
        });
        pass.avoided.forEach((offset, key) -> contest(offset, key, other));
    }

    private void contest(long offset, MessageKey key, PassResult other) {
        if (other.chain.covering(offset) != null) {
            places.add(offset);
            suspects.add(key);
        }
    }
}
