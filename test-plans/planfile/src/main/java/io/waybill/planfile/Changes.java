package io.waybill.planfile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be otherwise than a plan file says, this time.
 *
 * @param profile another size of it
 * @param sets values by their paths, as {@code PATH=VALUE}, set after the profile
 * @param seed the seed
 */
public record Changes(Optional<String> profile, List<String> sets, OptionalLong seed) {

    /** Nothing is otherwise. */
    public static final Changes NONE = new Changes(Optional.empty(), List.of(), OptionalLong.empty());

    public Changes {
        sets = List.copyOf(sets);
    }
}
