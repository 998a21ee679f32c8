package io.waybill.cli;

import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.checker.Verdict;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.Phase;
import io.waybill.runner.Progress;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes, as one block of lines that is painted over again and again: for people. Called from one thread at a
 * time.
 */
final class LiveProgress implements RunListener {

    private static final String[] WHEEL = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 8;
    private static final int VALUES = 17;
    private static final int VERDICTS = 32;

    /** How long a fault that was not tried is worth a line. */
    private static final Duration NEWS = Duration.ofSeconds(3);

    private final Terminal terminal;
    private final String where;
    private final Ansi ansi;
    private final boolean signs;
    private final List<Line> head = new ArrayList<>();
    private final List<Line> finished = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
    private String current = "";
    private String doing = "";
    private int skipped;
    private @Nullable Duration skippedAt;
    private int nameWidth;
    private int painted;
    private int turn;
    private @Nullable Progress progress;

    /** None in a world whose time is not ours. */
    private @Nullable Eta eta;

    /**
     * Makes one that has shown nothing.
     *
     * @param where where it takes place and why there, in one line
     */
    LiveProgress(Terminal terminal, String where) {
        this.where = where;
        this.terminal = terminal;
        this.ansi = Ansi.ofErr(terminal);
        this.signs = terminal.charset().name().startsWith("UTF-");
    }

    @Override
    public void runStarted(RunStart start) {
        head.add(Line.EMPTY);
        head.add(Line.of("  ").plus("plan", Tone.FAINT).to(11).plus(start.plan().name()));
        head.add(Line.of("  ").plus("run", Tone.FAINT).to(11).plus(ProgressText.run(start)));
        Page page = new Page(terminal.columns() - 1);
        page.paragraph(Line.of("  ").plus("where", Tone.FAINT).to(11), where, Tone.PLAIN);
        head.addAll(page.lines());
        head.add(Line.EMPTY);
        eta = start.site().environment().equals(SimulatedVenue.ENVIRONMENT)
                ? null
                : new Eta(start.plan().allConfigurations());
        start.plan().allConfigurations().forEach(configuration -> waiting.add(configuration.name()));
        nameWidth = waiting.stream().mapToInt(String::length).max().orElse(0);
        paint();
    }

    @Override
    public void configurationStarted(Configuration configuration, int index, boolean control) {
        current = configuration.name();
        waiting.remove(current);
        doing = "";
        progress = null;
        moments.clear();
        skipped = 0;
        skippedAt = null;
        paint();
    }

    @Override
    public void waiting(String what) {
        skippedAt = null;
        doing = what;
        paint();
    }

    @Override
    public void clusterReady(String description, Duration took) {
        if (eta != null) {
            eta.ready(took);
        }
        doing = description + ", ready after " + Wording.duration(took);
        paint();
    }

    @Override
    public void phaseStarted(Phase phase, Duration atMost) {
        skippedAt = null;
        if (phase == Phase.DRAIN) {
            doing = "everything is healed; reading to the end";
        } else if (phase == Phase.JUDGE) {
            doing = "judging what was recorded";
        } else {
            doing = phase.word();
        }
        paint();
    }

    @Override
    public void progress(Progress now) {
        progress = now;
        if (skippedAt != null && now.elapsed().minus(skippedAt).compareTo(NEWS) > 0) {
            skippedAt = null;
            doing = now.phase().word();
        }
        turn++;
        paint();
    }

    @Override
    public void faultSkipped(String fault, String reason, Duration at) {
        doing = "not tried: " + fault + ": " + reason;
        skipped++;
        skippedAt = at;
        paint();
    }

    @Override
    public void momentHit(Moment moment, String detail, Duration at) {
        moments.merge(moment, 1, Integer::sum);
        paint();
    }

    @Override
    public void configurationFinished(ConfigurationResult result) {
        if (eta != null) {
            eta.finished(result);
        }
        boolean unknown = result.claims().stream().anyMatch(each -> each.verdict() instanceof Verdict.Unknown);
        // What must break is in order where it did.
        Line sign = result.isWrong() || !result.unbroken().isEmpty()
                ? Line.EMPTY.plus("✕", Tone.VIOLATED)
                : unknown && !result.isControl()
                        ? Line.EMPTY.plus("?", Tone.UNKNOWN)
                        : Line.EMPTY.plus("✓", Tone.HOLDS);
        Line line = Line.of("  ")
                .plus(sign)
                .plus(" " + result.name())
                .to(4 + nameWidth + 3)
                .plus(result.isControl() ? ProgressText.control(result) : ProgressText.verdicts(result));
        String amount = ProgressText.amount(result);
        int column = Math.min(4 + nameWidth + 3 + VERDICTS, terminal.columns() - 1 - amount.length());
        finished.add(line.to(Math.max(line.width() + 3, column)).plus(amount, Tone.FAINT));
        current = "";
        progress = null;
        paint();
    }

    /**
     * Takes the block away: the result follows.
     *
     * @param stays whether what the run was and what finished stays on the terminal
     */
    void leave(boolean stays) {
        List<Line> kept = new ArrayList<>();
        if (stays) {
            kept.addAll(head);
            kept.addAll(finished);
        }
        paint(kept);
        painted = 0;
    }

    private void paint() {
        List<Line> block = new ArrayList<>(head);
        block.addAll(finished);
        if (!current.isEmpty()) {
            running(block);
        }
        waiting.forEach(name -> block.add(Line.of("  ")
                .plus("· " + name, Tone.FAINT)
                .to(4 + nameWidth + 3)
                .plus("waiting", Tone.FAINT)));
        block.add(Line.EMPTY);
        block.add(Line.of("  ").plus("Ctrl-C heals, stops, and judges what there is", Tone.FAINT));
        paint(block);
    }

    private void running(List<Line> block) {
        String wheel = signs ? WHEEL[turn % WHEEL.length] : "|/-\\".substring(turn % 4, turn % 4 + 1);
        Line line = Line.of("  ")
                .plus(wheel, Tone.HOLDS)
                .plus(" " + current, Tone.STRONG)
                .to(4 + nameWidth + 3);
        Progress now = progress;
        if (now == null) {
            block.add(line.plus(doing, Tone.FAINT));
            return;
        }
        String clocks = clocks(now);
        block.add(line.plus(bar(now, room(line.width() + 1 + clocks.length()))).plus(clocks));
        block.add(label("phase")
                .plus(now.phase().word())
                .plus(doing.equals(now.phase().word()) ? "" : ": " + doing, Tone.FAINT));
        labelled(
                block,
                "sends",
                List.of(
                        Line.of(String.format(Locale.ROOT, "%.0f/s", now.sentPerSecond())),
                        Line.of(String.format(Locale.ROOT, "acked %.0f/s", now.acknowledgedPerSecond())),
                        Line.of("no reply " + Wording.number(now.traffic().noReply())),
                        Line.of("p99 " + Wording.duration(now.p99())),
                        Line.of("under way " + Wording.number(now.traffic().unanswered()))),
                "     ");
        labelled(block, "faults", faults(now), "   ");
        String label = "moments";
        for (Map.Entry<Moment, Integer> each : moments.entrySet()) {
            block.add(label(label).plus(ProgressText.moment(each.getKey(), each.getValue())));
            label = "";
        }
        labelled(block, "confirmed", StandingText.confirmations(now.standing()), "   ");
        Line decided = Line.EMPTY.plus("(decided at the final read)", Tone.FAINT);
        labelled(block, "suspected", List.of(StandingText.suspected(now.standing()), decided), " ");
    }

    private String clocks(Progress now) {
        boolean late = now.elapsed().compareTo(now.planned()) > 0;
        String clocks = "  " + clock(now.elapsed()) + (late ? "" : " / " + clock(now.planned()));
        return eta == null ? clocks : clocks + "   ETA " + clock(eta.left(now, waiting));
    }

    private List<Line> faults(Progress now) {
        List<Line> faults = new ArrayList<>();
        now.faults().forEach(fault -> faults.add(Line.EMPTY.plus(fault, Tone.VIOLATED)));
        if (faults.isEmpty()) {
            faults.add(Line.EMPTY.plus("none now", Tone.FAINT));
        }
        faults.add(Line.EMPTY.plus(
                "  " + now.faultsStarted() + " so far" + (skipped == 0 ? "" : ", " + skipped + " not tried"),
                Tone.FAINT));
        return faults;
    }

    /** Adds a label and its values, on as many lines as a narrow terminal needs. */
    private void labelled(List<Line> block, String label, List<Line> values, String gap) {
        Line line = label(label);
        for (Line value : values) {
            boolean first = line.width() == VALUES;
            if (!first && room(line.width() + gap.length()) < value.width()) {
                block.add(line);
                line = label("");
                first = true;
            }
            line = first ? line.plus(value) : line.plus(gap).plus(value);
        }
        block.add(line);
    }

    /** Returns how many columns are left behind so many; the last stays free, where terminals differ. */
    private int room(int taken) {
        return terminal.columns() - 1 - taken;
    }

    private static Line label(String label) {
        return Line.indented(6).plus(label, Tone.FAINT).to(VALUES);
    }

    private static Line bar(Progress now, int room) {
        int length = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room));
        long planned = Math.max(1, now.planned().toMillis());
        int done = (int) Math.min(length, length * now.elapsed().toMillis() / planned);
        return Line.EMPTY
                .plus("━".repeat(done), Tone.HOLDS)
                .plus(done < length ? "╸" : "━", Tone.HOLDS)
                .plus("─".repeat(Math.max(0, length - done)), Tone.FAINT);
    }

    private static String clock(Duration time) {
        String text = Wording.clock(time.toNanos());
        return text.substring(0, text.indexOf('.'));
    }

    private Line fitting(Line line) {
        boolean fits = room(line.width()) >= 0;
        return fits ? line : line.cut(terminal.columns() - 2).plus(signs ? "…" : "~", Tone.FAINT);
    }

    private void paint(List<Line> block) {
        StringBuilder out = new StringBuilder();
        if (painted > 0) {
            out.append("\u001b[").append(painted).append('A');
        }
        for (Line line : block) {
            out.append("\r\u001b[2K").append(ansi.show(fitting(line))).append('\n');
        }
        // A shorter block than before leaves lines below it.
        out.append("\u001b[J");
        painted = block.size();
        terminal.err().print(out);
        terminal.err().flush();
    }
}
