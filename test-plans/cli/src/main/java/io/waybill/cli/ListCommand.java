package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code waybill list}: the plans that can be run, and the runs that are kept. */
@Command(name = "list", description = "Shows the plans that can be run and the runs that are kept here.")
final class ListCommand implements Callable<Integer> {

    private static final int INDENT = 2;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final Map<String, Tone> TONES =
            Map.of("holds", Tone.HOLDS, "violated", Tone.VIOLATED, "failed", Tone.VIOLATED, "unknown", Tone.UNKNOWN);

    private final Output output;

    @Mixin
    private StoreOption store = new StoreOption();

    ListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Page page = new Page(output.columns());
        page.add(Line.EMPTY);
        page.add(Line.indented(INDENT).plus("Plans", Tone.STRONG).plus("   waybill run PLAN", Tone.FAINT));
        for (PlanCatalogue.Group group : PlanCatalogue.groups()) {
            page.gap();
            page.add(Line.indented(INDENT).plus(group.title(), Tone.FAINT));
            group.plans()
                    .forEach(plan -> page.addWithRight(
                            Line.indented(INDENT + 2).plus(plan.name()), Line.EMPTY.plus(where(plan), Tone.FAINT)));
        }
        page.gap();
        page.add(Line.indented(INDENT)
                .plus("waybill plan expand PLAN shows all that a plan says, waybill init begins one", Tone.FAINT));
        page.gap();
        runs(page);
        output.result(page.lines());
        return ExitCode.OK;
    }

    private static String where(Plan plan) {
        String profiles = plan.profiles().stream().map(Profile::name).collect(Collectors.joining(", "));
        return String.join(", ", plan.systems()) + (profiles.isEmpty() ? "" : " · also " + profiles);
    }

    private void runs(Page page) throws IOException {
        List<Path> newestFirst = StoredRun.newestFirst(store.path(output));
        page.add(Line.indented(INDENT)
                .plus("Runs", Tone.STRONG)
                .plus(
                        newestFirst.isEmpty() ? "   none in " + store.path(output) : "   waybill explain RUN",
                        Tone.FAINT));
        for (Path directory : newestFirst) {
            page.add(run(directory));
        }
    }

    private static Line run(Path directory) {
        String time = StoredRun.modified(directory)
                .toInstant()
                .atZone(ZoneId.systemDefault())
                .format(TIME);
        Line line = Line.indented(INDENT)
                .plus(String.valueOf(directory.getFileName()), Tone.STRONG)
                .plus("  " + time + "  ", Tone.FAINT);
        try {
            StoredRun run = StoredRun.read(directory);
            String took = run.durationMillis() == 0 ? "" : Wording.duration(Duration.ofMillis(run.durationMillis()));
            return line.plus(run.verdict(), TONES.getOrDefault(run.verdict(), Tone.FAINT))
                    .to(line.width() + "interrupted".length() + 2)
                    .plus(took, Tone.FAINT)
                    .to(line.width() + "interrupted".length() + 10)
                    .plus(run.plan());
        } catch (IOException | UsageException e) {
            return line.plus("its result cannot be read", Tone.UNKNOWN);
        }
    }
}
