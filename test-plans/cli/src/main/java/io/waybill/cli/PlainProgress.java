package io.waybill.cli;

import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.Phase;
import io.waybill.runner.Progress;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunStart;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How a run goes, a line for each event and one or two every 30 seconds: for logs. A moment that comes about again and
 * again has lines of its own at first and is counted then. Called from one thread at a time.
 */
final class PlainProgress implements RunListener {

    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** How often in a configuration the same moment has a line of its own. */
    private static final int LINES_OF_A_MOMENT = 5;

    private final Output output;
    private final String where;
    private final Supplier<LocalTime> clock;
    private final boolean onGitHub;
    private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
    private Duration lastBeat = Duration.ZERO;
    private Duration now = Duration.ZERO;
    private boolean isSimulated;
    private boolean hasUntoldMoments;

    /**
     * @param where where it takes place and why there, in one line
     * @param clock the time of day
     * @param onGitHub whether configurations are folded with GitHub's workflow commands
     */
    PlainProgress(Output output, String where, Supplier<LocalTime> clock, boolean onGitHub) {
        this.output = output;
        this.where = where;
        this.clock = clock;
        this.onGitHub = onGitHub;
    }

    private void say(String text) {
        String time = clock.get().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME);
        output.progress(Line.EMPTY.plus(time, Tone.FAINT).plus(" " + text));
    }

    /**
     * Hours of a simulated world go by in minutes: what happens in it is in the history, and nobody could read it here.
     */
    private void sayAt(Duration at, String text) {
        if (isSimulated) {
            return;
        }
        now = at;
        String time = Wording.clock(at.toNanos());
        say(time.substring(0, time.length() - 2) + " " + text);
    }

    @Override
    public void runStarted(RunStart start) {
        isSimulated = start.site().environment().equals("simulated");
        say("plan " + start.plan().name());
        say("run " + ProgressText.run(start));
        say("environment " + where);
    }

    @Override
    public void configurationStarted(Configuration configuration, int index, boolean control) {
        lastBeat = Duration.ZERO;
        moments.clear();
        hasUntoldMoments = false;
        if (onGitHub) {
            output.progress(Line.of("::group::" + configuration.name()));
        }
        say((control ? "control " : "configuration ") + configuration.name());
    }

    @Override
    public void waiting(String what) {
        say(what);
    }

    @Override
    public void clusterReady(String description, Duration took) {
        if (isSimulated) {
            return;
        }
        say("cluster " + description + " ready after " + Wording.duration(took));
    }

    @Override
    public void phaseStarted(Phase phase, Duration atMost) {
        if (isSimulated) {
            return;
        }
        say("phase " + phase.word() + (atMost.isZero() ? "" : ", at most " + Wording.duration(atMost)));
    }

    @Override
    public void progress(Progress progress) {
        now = progress.elapsed();
        if (now.minus(lastBeat).compareTo(HEARTBEAT) < 0) {
            return;
        }
        lastBeat = now;
        sayAt(
                now,
                String.format(
                        Locale.ROOT,
                        "status %s sends=%.0f/s acked=%.0f/s no-reply=%d p99=%s faults=%d %s",
                        progress.phase().word(),
                        progress.sentPerSecond(),
                        progress.acknowledgedPerSecond(),
                        progress.traffic().noReply(),
                        Wording.duration(progress.p99()),
                        progress.faults().size(),
                        StandingText.fields(progress.standing())));
        tellMoments();
    }

    private void tellMoments() {
        if (hasUntoldMoments) {
            hasUntoldMoments = false;
            String counts = moments.entrySet().stream()
                    .map(each -> ProgressText.moment(each.getKey(), each.getValue()))
                    .collect(Collectors.joining(", "));
            sayAt(now, "moments " + counts);
        }
    }

    @Override
    public void faultStarted(FaultNotice fault) {
        sayAt(fault.at(), "fault F" + fault.id() + " start: " + ProgressText.fault(fault));
    }

    @Override
    public void faultStopped(FaultNotice fault) {
        sayAt(fault.at(), "fault F" + fault.id() + " end: " + ProgressText.fault(fault));
    }

    @Override
    public void faultSkipped(String fault, String reason, Duration at) {
        sayAt(at, "fault not tried: " + fault + ": " + reason);
    }

    @Override
    public void momentHit(Moment moment, String detail, Duration at) {
        int hits = moments.merge(moment, 1, Integer::sum);
        if (hits > LINES_OF_A_MOMENT) {
            hasUntoldMoments = true;
            return;
        }
        String further = hits == LINES_OF_A_MOMENT ? "; further ones are counted" : "";
        sayAt(at, "moment: " + moment.sentence() + (detail.isEmpty() ? "" : " (" + detail + ")") + further);
    }

    @Override
    public void confirmed(Confirmation confirmation) {
        sayAt(Duration.ofNanos(confirmation.finding().timeNanos()), "confirmed: " + confirmation.sentence());
    }

    @Override
    public void configurationFinished(ConfigurationResult result) {
        tellMoments();
        if (onGitHub) {
            output.progress(Line.of("::endgroup::"));
        }
        say(result.name() + ": " + ProgressText.verdicts(result).text() + ", " + ProgressText.amount(result));
    }
}
