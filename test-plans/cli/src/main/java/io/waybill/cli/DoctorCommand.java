package io.waybill.cli;

import io.waybill.cli.doctor.Examination;
import io.waybill.cli.doctor.ExaminationJson;
import io.waybill.cli.doctor.ExaminationText;
import io.waybill.cli.doctor.Finding;
import io.waybill.cli.doctor.Subject;
import io.waybill.system.Places;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill doctor}: what this machine can do for runs, and what is missing. */
@Command(
        name = "doctor",
        description = "Looks at what this machine can do for runs and what it lacks, each with what mends it. Changes"
                + " nothing. Exit code 4 where something is missing that runs need.")
final class DoctorCommand implements Callable<Integer> {

    private static final char SIGN = '✓';

    private final Output output;

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    DoctorCommand(Output output) {
        this.output = output;
    }

    /** Looks at this machine for somebody who keeps runs there. */
    static Examination examine(Output output, StoreOption store) {
        Places places = Places.ofThisUser();
        return Examination.of(new Subject(
                store.path(output).toAbsolutePath(),
                places.scratch(),
                places.cache(),
                () -> List.of(terminal(output.terminal()))));
    }

    private static Finding terminal(Terminal terminal) {
        CharsetEncoder encoder = terminal.charset().newEncoder();
        if (!encoder.canEncode(SIGN)) {
            return Finding.warning(
                    "terminal",
                    terminal.charset() + ", which has no signs such as those of the reports: letters stand for them",
                    "export LC_ALL=C.UTF-8");
        }
        return Finding.fine(
                "terminal",
                terminal.charset() + ", " + terminal.columns() + " columns, "
                        + (terminal.canRepaint() ? "progress is painted" : "no terminal: progress in lines"));
    }

    @Override
    public Integer call() {
        Examination examination = examine(output, store);
        if (json) {
            output.raw(ExaminationJson.of(examination, Version.text()));
        } else {
            output.result(ExaminationText.of(examination, output.columns()));
        }
        return examination.isFit() ? ExitCode.OK : ExitCode.FAILED;
    }
}
