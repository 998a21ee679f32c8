package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.planfile.Changes;
import io.waybill.planfile.PlanFile;
import io.waybill.planfile.Sources;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the plan that somebody named, in a size that it has. */
final class PlanChoice {

    private PlanChoice() {}

    /**
     * Returns the shipped plan of that name.
     *
     * @param profile the size in which it is to be
     * @throws UsageException where there is none, or where it has no such profile
     */
    static Plan named(String name, Optional<String> profile) {
        return of(name, Path.of(""), new Changes(profile, List.of(), java.util.OptionalLong.empty()));
    }

    /**
     * Returns the plan of that name or in that file.
     *
     * @param directory from where relative paths lead
     * @throws UsageException where there is none, or where it has no such profile
     * @throws io.waybill.planfile.InvalidPlanFileException where its file cannot be run as it is
     */
    static Plan of(String name, Path directory, Changes changes) {
        Source source = source(name, directory);
        if (changes.profile().isPresent()) {
            // A shipped plan is in order, so its sizes are known before anything is asked of them.
            PlanCatalogue.named(name)
                    .ifPresent(plan -> require(plan, changes.profile().get()));
        }
        return PlanFile.read(source, PlanCatalogue.sources(directory), changes).plan();
    }

    /**
     * Returns the file of the plan of that name, or the file of that name.
     *
     * @throws UsageException where there is none
     */
    static Source source(String name, Path directory) {
        Optional<Source> shipped = PlanCatalogue.source(name);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        if (!isFile(name, directory)) {
            throw new UsageException("unknown plan \"" + name + "\"" + Similar.hint(name, PlanCatalogue.names())
                    + " (waybill list shows the plans)");
        }
        try {
            return PlanCatalogue.sources(directory).open(name);
        } catch (Sources.UnreadableException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** A name is one of words and hyphens; whoever means a file says more, or there is one. */
    private static boolean isFile(String name, Path directory) {
        return !name.matches("[A-Za-z0-9-]*") || Files.exists(directory.resolve(name));
    }

    private static void require(Plan plan, String profile) {
        if (plan.profile(profile).isEmpty()) {
            List<String> profiles = plan.profiles().stream().map(Profile::name).toList();
            throw new UsageException("unknown profile \"" + profile + "\" of plan " + plan.name() + ", expected one of "
                    + String.join(", ", profiles));
        }
    }

    /** Returns what is wrong with a plan as what its user did wrong. */
    static RefusedPlanException refusal(String name, InvalidPlanException e) {
        return new RefusedPlanException(name, e.problems());
    }
}
