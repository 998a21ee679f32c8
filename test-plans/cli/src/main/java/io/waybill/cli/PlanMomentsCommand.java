package io.waybill.cli;

import io.waybill.plan.Moment;
import io.waybill.planfile.fault.MomentForm;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code waybill plan moments}: what a fault can wait for and pressure can count. */
@Command(
        name = "moments",
        description = "Lists the dangerous moments that a fault can wait for (when) and that pressure counts.")
final class PlanMomentsCommand implements Callable<Integer> {

    private static final int INDENT = 2;
    private static final int DEEPER = 4;

    private final Output output;

    PlanMomentsCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        Page page = new Page(output.columns());
        for (Moment.Seen seen : Moment.Seen.values()) {
            page.gap();
            page.add(Line.indented(INDENT).plus("Noticed " + seen.how(), Tone.FAINT));
            Arrays.stream(Moment.values())
                    .filter(moment -> moment.seen() == seen)
                    .forEach(moment -> {
                        page.add(Line.indented(INDENT).plus(MomentForm.name(moment), Tone.STRONG));
                        page.paragraph(DEEPER, moment.meaning(), Tone.PLAIN);
                    });
        }
        output.result(page.lines());
        return ExitCode.OK;
    }
}
