package io.waybill.cli;

import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlanSummary;
import io.waybill.campaign.plan.SimulatedConfiguration;
import io.waybill.report.text.Line;
import java.util.List;
import java.util.Optional;

/** Runs a plan under many seeds and prints how it goes, which seeds fail, and what it came to. */
final class PlanCampaignSession {

    private static final int MOST_SHOWN = 20;

    private final Output output;
    private final PlanCampaign campaign;
    private final PlanCampaignText text;
    private final Optional<String> profile;
    private final boolean quiet;
    private final boolean untilViolation;

    /**
     * Makes one.
     *
     * @param untilViolation whether the first seed that fails is the last
     */
    PlanCampaignSession(
            Output output, PlanCampaign campaign, Optional<String> profile, boolean quiet, boolean untilViolation) {
        this.output = output;
        this.campaign = campaign;
        this.profile = profile;
        this.quiet = quiet;
        this.untilViolation = untilViolation;
        this.text = new PlanCampaignText(output.columns(), campaign, profile);
    }

    /** Returns the exit code. */
    int run(boolean json, boolean allowUnknown) {
        var progress = new CampaignProgress(output, campaign.seeds().size(), !quiet);
        PlanSummary summary = campaign.run(Version.text(), new Watch(progress, json));
        // It may have ended by itself before it was called off.
        boolean late = untilViolation && Thread.interrupted();
        assert !late || !summary.failing().isEmpty();
        progress.leave();
        if (json) {
            output.raw(PlanCampaignJson.of(campaign, profile, summary));
        } else {
            output.result(text.summary(summary));
        }
        output.flush();
        return exitCode(summary, allowUnknown);
    }

    private static int exitCode(PlanSummary summary, boolean allowUnknown) {
        return switch (summary.verdict()) {
            case VIOLATED -> ExitCode.VIOLATED;
            case FAILED, CONTROL_DID_NOT_BREAK -> ExitCode.FAILED;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case UNKNOWN -> allowUnknown ? ExitCode.OK : ExitCode.UNKNOWN;
            case HOLDS -> ExitCode.OK;
        };
    }

    /** Of the first failing seeds each gets its lines; hundreds of them would say no more. */
    private final class Watch implements PlanCampaign.Listener {
        private final CampaignProgress progress;
        private final boolean json;
        private final Thread campaigning = Thread.currentThread();
        private int shown;

        Watch(CampaignProgress progress, boolean json) {
            this.progress = progress;
            this.json = json;
        }

        @Override
        public void ran(long seed, List<SimulatedConfiguration> results) {
            List<Line> lines = text.failing(seed, results);
            if (untilViolation && !lines.isEmpty()) {
                campaigning.interrupt();
            }
            if (lines.isEmpty() || json || ++shown > MOST_SHOWN + 1) {
                return;
            }
            progress.leave();
            output.result(shown <= MOST_SHOWN ? lines : List.of(text.moreFail()));
            output.flush();
        }

        @Override
        public void broke(long seed, Throwable cause) {
            progress.leave();
            output.complain("seed " + seed + " could not be run to its end: " + cause);
            Failures.keep(cause).ifPresent(file -> output.complain("details are in " + file));
            output.flush();
        }

        @Override
        public void pulse(PlanSummary soFar) {
            progress.show(soFar);
        }
    }
}
