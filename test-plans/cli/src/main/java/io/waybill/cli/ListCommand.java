package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import io.waybill.runfile.DamagedRunException;
import io.waybill.runfile.KeptRun;
import io.waybill.runfile.RunLock;
import io.waybill.runfile.RunStore;
import java.io.IOException;
import java.nio.file.Files;
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
import picocli.CommandLine.Option;

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

    @Option(names = "--json", description = "Print the runs as JSON (docs/runs.md) instead of text.")
    private boolean json;

    ListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if (json) {
            output.raw(RunListJson.of(new RunStore(store.path(output)).newestFirst()));
            return ExitCode.OK;
        }
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
        List<Path> newestFirst = new RunStore(store.path(output)).newestFirst();
        page.add(Line.indented(INDENT)
                .plus("Runs", Tone.STRONG)
                .plus(
                        newestFirst.isEmpty() ? "   none in " + store.path(output) : "   waybill explain RUN",
                        Tone.FAINT));
        for (Path path : newestFirst) {
            page.add(run(path));
        }
    }

    private static Line run(Path path) {
        String time = RunStore.begun(path).atZone(ZoneId.systemDefault()).format(TIME);
        Line line = Line.indented(INDENT)
                .plus(String.valueOf(path.getFileName()).replace(KeptRun.SUFFIX, ""), Tone.STRONG)
                .plus("  " + time + "  ", Tone.FAINT);
        try {
            StoredRun run = StoredRun.read(path);
            String took = run.durationMillis() == 0 ? "" : Wording.duration(Duration.ofMillis(run.durationMillis()));
            String word = Files.isDirectory(path) && RunLock.isHeld(path) ? "goes on" : run.verdict();
            return line.plus(word, TONES.getOrDefault(word, Tone.FAINT))
                    .to(line.width() + "interrupted".length() + 2)
                    .plus(took, Tone.FAINT)
                    .to(line.width() + "interrupted".length() + 10)
                    .plus(run.plan());
        } catch (IOException | UsageException | DamagedRunException e) {
            return line.plus("it cannot be read", Tone.UNKNOWN);
        }
    }
}
