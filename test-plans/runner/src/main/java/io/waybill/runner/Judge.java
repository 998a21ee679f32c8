package io.waybill.runner;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.Verdict;
import io.waybill.history.Attributes;
import io.waybill.history.file.HistoryReader;
import io.waybill.plan.Configuration;
import io.waybill.plan.Promise;
import io.waybill.workload.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Asks the checker about a stored history, and the moments how much its answer is worth. */
public final class Judge {

    private static final int MOST_THREADS = 4;

    private Judge() {}

    /** Judges the stored file: what anybody can do again later, with the same verdict. */
    public static Judgement judge(Path history, Configuration configuration) throws IOException {
        try (HistoryReader reader = HistoryReader.open(history)) {
            return judge(reader, configuration);
        }
    }

    private static Judgement judge(HistoryReader history, Configuration configuration) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        CheckOptions all = CheckOptions.all(threads);
        Promise promise = configuration.promise();
        return HistoryChecker.check(
                history, new CheckOptions(promise.claims(), threads, all.witnesses(), promise.recoveryBound()));
    }

    /**
     * What a history that is kept says once more.
     *
     * @param claims the judgement's verdicts, with those unknown whose pressure did not suffice
     * @param moments how often the dangerous moments came about
     */
    public record Again(Judgement judgement, List<ClaimVerdict> claims, List<MomentCount> moments) {

        public Again {
            claims = List.copyOf(claims);
            moments = List.copyOf(moments);
        }
    }

    /**
     * Judges a history that is kept as it was judged when its run ended, or would have been. All that is needed for it
     * the history says itself: a moment that it does not name did not come about, and one that does not say that it was
     * read to the end was not.
     */
    public static Again again(HistoryReader history, Configuration configuration) {
        Judgement judgement = judge(history, configuration);
        List<MomentCount> moments = configuration.promise().pressure().stream()
                .map(each -> new MomentCount(
                        each,
                        Math.toIntExact(
                                judgement.moments().getOrDefault(each.moment().sentence(), 0L))))
                .toList();
        boolean drained = Boolean.parseBoolean(judgement.attributes().get(Attributes.DRAINED));
        Recorded recorded = new Recorded(moments, Traffic.none(), drained, false, Optional.empty());
        return new Again(judgement, weigh(configuration, judgement, recorded), moments);
    }

    /** Returns a verdict for each claim: the judgement's, or unknown where not enough was tried or not all was read. */
    public static List<ClaimVerdict> weigh(Configuration configuration, Judgement judgement, Recorded recorded) {
        Promise promise = configuration.promise();
        return promise.expectations().withoutFalsePromises(weighed(promise, judgement, recorded));
    }

    private static List<ClaimVerdict> weighed(Promise promise, Judgement judgement, Recorded recorded) {
        Set<Claim> silent = new HashSet<>(promise.claims());
        judgement.claims().forEach(each -> silent.remove(each.claim()));
        return Stream.concat(
                        judgement.claims().stream().map(each -> weigh(each, recorded)),
                        silent.stream()
                                .map(claim -> unknown(claim, "this history has nothing that the claim speaks of")))
                .sorted(Comparator.comparing(ClaimVerdict::claim))
                .toList();
    }

    /** Only a good verdict can be worth too little: a violation is proved however it came about. */
    private static ClaimVerdict weigh(ClaimVerdict judged, Recorded recorded) {
        if (!(judged.verdict() instanceof Verdict.Holds)) {
            return judged;
        }
        return reservation(judged.claim(), recorded)
                .map(reason ->
                        new ClaimVerdict(judged.claim(), new Verdict.Unknown(reason), judged.outOf(), judged.because()))
                .orElse(judged);
    }

    private static Optional<String> reservation(Claim claim, Recorded recorded) {
        if (!recorded.drained()) {
            // What was not read may hold whatever was not found.
            return Optional.of("the logs were not read to their end");
        }
        return recorded.moments().stream()
                .filter(count -> count.pressure().concerns(claim) && !count.isEnough())
                .findFirst()
                .map(Judge::notTried);
    }

    private static String notTried(MomentCount count) {
        return "it was not tried hard enough: \"" + count.pressure().moment().sentence() + "\" came about "
                + count.hits() + " of " + count.pressure().required() + " times required";
    }

    private static ClaimVerdict unknown(Claim claim, String reason) {
        return new ClaimVerdict(claim, new Verdict.Unknown(reason), 0, List.of());
    }
}
