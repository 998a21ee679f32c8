package io.waybill.cli;

import io.waybill.campaign.plan.ClaimCount;
import io.waybill.campaign.plan.ConfigurationCount;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlanSummary;
import io.waybill.checker.Claim;
import io.waybill.checker.Verdict;
import io.waybill.report.Wording;
import java.util.List;
import java.util.stream.Stream;

/** What a plan came to under many seeds, in one sentence that is made of facts. */
final class PlanCampaignHeadline {

    private final PlanCampaign campaign;
    private final PlanSummary summary;

    PlanCampaignHeadline(PlanCampaign campaign, PlanSummary summary) {
        this.campaign = campaign;
        this.summary = summary;
    }

    String text() {
        String seeds = Wording.count(summary.seeds(), "seed");
        return switch (summary.verdict()) {
            case HOLDS ->
                "No violation of "
                        + Wording.count(
                                judged().map(ClaimCount::claim).distinct().count(), "claim") + " in " + seeds + ".";
            case VIOLATED -> violated(Wording.number(summary.failing().size()) + " of " + seeds);
            case FAILED ->
                Wording.number(summary.broken().size()) + " of "
                        + Wording.count(summary.seeds() + summary.broken().size(), "seed")
                        + " could not be run to the end, and nothing is claimed.";
            case INTERRUPTED ->
                "Interrupted after " + Wording.number(summary.seeds()) + " of "
                        + Wording.count(campaign.seeds().size(), "seed") + ", without a violation so far.";
            case CONTROL_DID_NOT_BREAK -> unbroken();
            case UNKNOWN -> unknown();
        };
    }

    private Stream<ClaimCount> judged() {
        return summary.configurations().stream().flatMap(each -> each.promised().stream());
    }

    private String violated(String seeds) {
        List<String> claims = titles(Verdict.Violated.class);
        return claims.isEmpty()
                ? "No claim is violated, but in " + seeds + " something is wrong that no client saw."
                : Wording.list(claims) + (claims.size() == 1 ? " is" : " are") + " violated; something is wrong in "
                        + seeds + ".";
    }

    private List<String> titles(Class<? extends Verdict> kind) {
        return judged().filter(each -> kind.isInstance(each.verdict()))
                .map(ClaimCount::claim)
                .distinct()
                .map(Claim::title)
                .toList();
    }

    private String unbroken() {
        ConfigurationCount control = summary.configurations().stream()
                .filter(each -> !each.unbroken().isEmpty())
                .findFirst()
                .orElseThrow();
        return Wording.sentence((control.isControl() ? "control " : "")
                        + control.configuration().name()) + " did not break in "
                + Wording.count(control.seeds(), "seed") + " ("
                + Wording.list(control.unbroken().stream().map(Claim::title).toList())
                + "): whoever missed that may have missed more, so nothing is claimed.";
    }

    private String unknown() {
        String reason = judged().filter(each -> each.verdict() instanceof Verdict.Unknown)
                .map(each -> ((Verdict.Unknown) each.verdict()).reason())
                .findFirst()
                .orElse(summary.seeds() == 0 ? "no seed was run" : "nothing is promised here");
        List<String> claims = titles(Verdict.Unknown.class);
        return claims.size() == judged().map(ClaimCount::claim).distinct().count()
                ? "Nothing can be said: " + reason + "."
                : Wording.list(claims) + " cannot be judged: " + reason + ".";
    }
}
