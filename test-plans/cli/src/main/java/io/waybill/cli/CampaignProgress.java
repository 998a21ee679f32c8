package io.waybill.cli;

import io.waybill.campaign.plan.PlanSummary;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.time.Duration;
import java.util.Locale;

/** How far a campaign has come: one line that is repainted, or one every ten seconds for logs. */
final class CampaignProgress {

    private static final long HEARTBEAT_NANOS = 10_000_000_000L;
    private static final String CLEAR = "\r\u001b[2K";

    private final Output output;
    private final Terminal terminal;
    private final long seeds;
    private final boolean shown;
    private final boolean live;
    private final Ansi ansi;
    private boolean painted;
    private long saidNanos;

    CampaignProgress(Output output, long seeds, boolean shown) {
        this.output = output;
        this.terminal = output.terminal();
        this.seeds = seeds;
        this.shown = shown;
        this.live = terminal.canRepaint();
        this.ansi = Ansi.ofErr(terminal);
    }

    void show(PlanSummary soFar) {
        if (!shown) {
            return;
        }
        if (live) {
            terminal.err().print(CLEAR + ansi.show(line(soFar).cut(terminal.columns() - 1)));
            terminal.err().flush();
            painted = true;
        } else if (soFar.wallNanos() - saidNanos >= HEARTBEAT_NANOS) {
            saidNanos = soFar.wallNanos();
            output.progress(line(soFar));
            output.flush();
        }
    }

    /** Takes the line away: something else follows. */
    void leave() {
        if (painted) {
            terminal.err().print(CLEAR);
            terminal.err().flush();
            painted = false;
        }
    }

    private Line line(PlanSummary soFar) {
        double perSecond = soFar.seedsPerSecond();
        long left = perSecond <= 0 ? 0 : (long) ((seeds - soFar.seeds()) / perSecond);
        Line line = Line.of("  " + Wording.number(soFar.seeds()) + " of " + Wording.number(seeds) + " seeds")
                .plus(soFar.seeds() == 0 ? "" : String.format(Locale.ROOT, " · %.1f/s", perSecond), Tone.FAINT)
                .plus(perSecond <= 0 ? "" : " · " + Wording.duration(Duration.ofSeconds(left)) + " to go", Tone.FAINT);
        int failing = soFar.failing().size();
        return failing == 0
                ? line.plus(" · none fails", Tone.FAINT)
                : line.plus(" · ").plus(Wording.number(failing) + (failing == 1 ? " fails" : " fail"), Tone.VIOLATED);
    }
}
