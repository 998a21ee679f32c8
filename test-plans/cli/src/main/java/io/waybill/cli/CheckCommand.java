package io.waybill.cli;

import io.waybill.checker.CheckOptions;
import io.waybill.report.Report;
import io.waybill.report.json.ResultJson;
import io.waybill.report.text.TextReport;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill check}: judges a stored history, without any broker. */
@Command(name = "check", description = "Judges a recorded history: our own format, JSON Lines, or Jepsen's EDN.")
final class CheckCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(
            paramLabel = "FILE|RUN",
            description =
                    "A history, or a run: all of its histories, by the claims of its plan. RUN/CONFIGURATION is one"
                            + " of them.")
    private String file = "";

    @Mixin
    private HistoryOption history = new HistoryOption();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--claims",
            split = ",",
            paramLabel = "CLAIM",
            description =
                    "Judge these claims only; waybill claims lists them. Default: all that the history speaks of.")
    private List<String> claims = List.of();

    @Option(
            names = "--recovery",
            paramLabel = "TIME",
            description = "Claim that messages flow again within this time after each fault: 500ms, 10s, 2m.")
    private @Nullable String recovery;

    @Option(names = "--json", description = "Print the result as JSON (docs/schema/result-1.json) instead of text.")
    private boolean json;

    @Option(names = "--allow-unknown", description = "Exit with 0 instead of 3 where a claim is unknown.")
    private boolean allowUnknown;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads judge. Default: one a core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--follow",
            description = "The history is still being written: say what is confirmed and what is suspected until its"
                    + " writer closes it or writes nothing for 30 s, then judge it.")
    private boolean follow;

    CheckCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw new UsageException("--threads must be >= 1, was " + threads);
        }
        CheckOptions all = CheckOptions.all(threads).withClaims(ClaimNames.parse(claims));
        CheckOptions options = new CheckOptions(
                all.claims(),
                threads,
                all.witnesses(),
                Optional.ofNullable(recovery).map(Durations::parse));
        return follow ? follow(options) : judge(options);
    }

    private int judge(CheckOptions options) throws IOException {
        Optional<Path> run = new Runs(output, store).path(file);
        if (run.isPresent()) {
            refuseWhatThePlanSays();
            refuseWhatNobodyKnows(run.get());
        }
        try (Subject subject = run.isPresent()
                ? Subject.ofRun(run.get(), threads)
                : Subject.ofFile(history, output, store, file, options)) {
            Report report = subject.report();
            if (json) {
                output.raw(ResultJson.of(report, Version.text(), allowUnknown));
            } else {
                output.result(TextReport.of(report, output.columns()));
            }
            output.flush();
            return report.conclusion().exitCode(allowUnknown);
        }
    }

    /** After Ctrl-C what there is is judged and printed all the same; the JVM ends with 130 then. */
    private int follow(CheckOptions options) throws IOException {
        history.refuseWhatCannotBeFollowed(output, store, file);
        Interruption interruption = Interruption.ofThisThread();
        try {
            new Following(output, file, Following.PATIENCE)
                    .toItsEnd(output.terminal().directory().resolve(file));
            return judge(options);
        } finally {
            interruption.close();
        }
    }

    /** What broke may have been a control, which was to break. */
    private void refuseWhatNobodyKnows(Path path) throws IOException {
        try (KeptRun run = KeptRun.open(path)) {
            if (!run.has(KeptRun.RESULT) && !run.has(KeptRun.PLAN)) {
                throw new UsageException(file + " has neither a result nor its plan, so nobody knows what was claimed:"
                        + " check its histories, "
                        + run.configurations().stream()
                                .map(each -> file + "/" + each)
                                .collect(Collectors.joining(" or ")));
            }
        }
    }

    private void refuseWhatThePlanSays() {
        if (!claims.isEmpty() || recovery != null) {
            throw new UsageException(
                    file + " is a run, and its plan says what is claimed: leave --claims and --recovery"
                            + " out, or give one of its histories, " + file + "/CONFIGURATION");
        }
    }
}
