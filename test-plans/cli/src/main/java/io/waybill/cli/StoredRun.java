package io.waybill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.waybill.checker.Claim;
import io.waybill.checker.Expectations;
import io.waybill.report.Inside;
import io.waybill.report.NotRun;
import io.waybill.report.Repeated;
import io.waybill.report.RunSite;
import io.waybill.runfile.KeptRun;
import io.waybill.runfile.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run that is kept: what its manifest and its {@code result.json} say of it.
 *
 * @param path its file, or its directory
 * @param id its name
 * @param manifest what it has said of itself from its beginning; empty of an older run
 * @param plan the plan's name, or an empty text
 * @param system the system under test, or an empty text
 * @param seed the seed, or an empty text
 * @param site where it took place
 * @param verdict the word of the whole; {@code unfinished} where there is no result
 * @param headline the verdict in a sentence, or an empty text
 * @param failure why the harness failed, where it did
 * @param durationMillis from its start to its end
 * @param notRun what of the plan was left out
 * @param repeated what was run again because it was violated
 * @param configurations the configurations that were judged; where there is no result, those that were recorded
 */
record StoredRun(
        Path path,
        String id,
        Optional<Manifest> manifest,
        String plan,
        String system,
        String seed,
        RunSite site,
        String verdict,
        String headline,
        Optional<String> failure,
        long durationMillis,
        List<NotRun> notRun,
        List<Repeated> repeated,
        List<Configuration> configurations) {

    /** The word for a run that has no result. */
    static final String UNFINISHED = "unfinished";

    /**
     * A judged configuration.
     *
     * @param verdicts the words of the claims that were judged
     * @param control what is broken about it; empty where it is no control
     * @param expectations what was expected of its claims
     * @param inside what is known of it beyond its history, where it was simulated
     */
    record Configuration(
            String name,
            SortedMap<Claim, String> verdicts,
            Optional<String> control,
            Expectations expectations,
            Optional<Inside> inside) {

        /** Returns the claims that were judged. */
        Set<Claim> claims() {
            return verdicts.keySet();
        }
    }

    /** Reads what a run's file or directory says of it. */
    static StoredRun read(Path path) throws IOException {
        try (KeptRun kept = KeptRun.open(path)) {
            return read(kept);
        }
    }

    /** Reads what an open run says of itself. */
    static StoredRun read(KeptRun kept) throws IOException {
        if (!kept.has(KeptRun.RESULT)) {
            return unfinished(kept);
        }
        try {
            return ResultReading.of(kept);
        } catch (JsonProcessingException e) {
            throw new UsageException(kept.path() + "/" + KeptRun.RESULT + ":"
                    + e.getLocation().getLineNr() + ": it is damaged (" + e.getOriginalMessage()
                    + "): remove it, and the run is judged anew from its histories");
        }
    }

    private static StoredRun unfinished(KeptRun kept) throws IOException {
        Optional<Manifest> manifest = kept.manifest();
        List<Configuration> configurations = kept.configurations().stream()
                .map(name -> new Configuration(
                        name, new TreeMap<>(), Optional.empty(), Expectations.ALL_HOLD, Optional.empty()))
                .toList();
        return new StoredRun(
                kept.path(),
                kept.id(),
                manifest,
                manifest.map(Manifest::plan).orElse(""),
                manifest.map(Manifest::system).orElse(""),
                manifest.map(Manifest::seed).orElse(""),
                manifest.map(known -> new RunSite(known.environment(), known.profile(), known.planted()))
                        .orElseGet(RunSite::usual),
                UNFINISHED,
                "",
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                configurations);
    }

    /** Returns the name of the system under test, without its version. */
    String systemName() {
        return system.split(" ", 2)[0];
    }

    /** Returns the configurations that it was asked for; none: all of its plan. */
    Set<String> only() {
        return notRun.isEmpty()
                ? Set.of()
                : configurations.stream().map(Configuration::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether it ended before all of its plan was judged. */
    boolean isPartial() {
        return verdict.equals(UNFINISHED) || verdict.equals("interrupted");
    }
}
