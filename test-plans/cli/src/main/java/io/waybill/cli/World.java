package io.waybill.cli;

import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.report.Wording;
import io.waybill.runner.Runner;
import io.waybill.runner.Venue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A world in which a plan may be run.
 *
 * @param name the word for it: {@code local}
 * @param what says what it is, in a few words: {@code 3 processes on this machine}; asked only where it is taken
 * @param simulated whether a run takes no time in it
 * @param venue makes it, or throws where the plan is not for it
 */
record World(String name, Supplier<String> what, boolean simulated, Supplier<Venue> venue) {

    /**
     * Where a plan is run.
     *
     * @param why says it in one line: {@code local, 3 processes on this machine}
     */
    record Where(Venue venue, boolean simulated, String why) {}

    /** Returns this world, whatever it can do. */
    Where asked() {
        return new Where(venue.get(), simulated, inWords());
    }

    private String inWords() {
        return name + ", " + what.get();
    }

    /**
     * Returns the first world that can carry a plan out whole. What stands in the way of the others is said.
     *
     * @throws RefusedPlanException where there is none, with the reasons of each
     */
    static Where first(Plan plan, List<World> worlds) {
        List<Refusal> refusals = new ArrayList<>();
        for (World world : worlds) {
            Attempt attempt = world.attempt(plan);
            if (attempt.problems().isEmpty()) {
                return new Where(attempt.venue().orElseThrow(), world.simulated(), world.inWords() + instead(refusals));
            }
            refusals.add(new Refusal(world.name(), attempt.problems()));
        }
        throw new RefusedPlanException(
                plan.name(),
                refusals.stream()
                        .flatMap(each -> each.problems().stream()
                                .map(problem -> "it cannot be run " + each.name() + ": " + problem))
                        .toList());
    }

    /** Worlds with the same reason are told together. */
    private static String instead(List<Refusal> refusals) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        refusals.forEach(each -> byReason.computeIfAbsent(each.shortly(), reason -> new ArrayList<>())
                .add(each.name()));
        return byReason.entrySet().stream()
                .map(each -> "; not " + String.join(" or ", each.getValue()) + ": " + each.getKey())
                .collect(Collectors.joining());
    }

    private Attempt attempt(Plan plan) {
        try {
            Venue made = venue.get();
            return new Attempt(Optional.of(made), Runner.problems(plan, made));
        } catch (InvalidPlanException e) {
            return new Attempt(Optional.empty(), e.problems());
        } catch (UsageException e) {
            // An option that does not go with this world, and may with the next.
            return new Attempt(Optional.empty(), e.problems());
        }
    }

    private record Attempt(Optional<Venue> venue, List<String> problems) {}

    private record Refusal(String name, List<String> problems) {

        String shortly() {
            return World.shortly(problems);
        }
    }

    /** Returns the first of several reasons, and how many others there are. */
    static String shortly(List<String> reasons) {
        int more = reasons.size() - 1;
        return reasons.get(0)
                + (more == 0 ? "" : " (and " + Wording.count(more, "other reason", "other reasons") + ")");
    }
}
