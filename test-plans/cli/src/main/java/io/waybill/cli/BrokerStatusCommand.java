package io.waybill.cli;

import io.waybill.cli.node.LocalCluster;
import io.waybill.environment.local.DetachedProcess;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code waybill broker status}: what runs of a cluster. */
@Command(name = "status", description = "Shows which nodes of a cluster are running. Exit code 3 where not all are.")
final class BrokerStatusCommand implements Callable<Integer> {

    private static final int INDENT = 2;

    private final Output output;

    @Mixin
    private BrokerCommand.Place place = new BrokerCommand.Place();

    BrokerStatusCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        LocalCluster.Status status = place.cluster(output).status();
        if (status.nodes() == 0 && status.running().isEmpty()) {
            output.result(List.of(Line.indented(INDENT).plus("no cluster was ever started in " + place.in(output))));
            return ExitCode.UNKNOWN;
        }
        List<DetachedProcess> running = status.running();
        boolean isWhole = running.size() == status.nodes();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.indented(INDENT)
                .plus(
                        running.size() + " of " + status.nodes() + " nodes running",
                        isWhole ? Tone.HOLDS : Tone.UNKNOWN));
        if (!running.isEmpty()) {
            String pids = running.stream()
                    .map(each -> each.name() + " " + each.handle().pid())
                    .collect(Collectors.joining(", "));
            lines.add(Line.indented(INDENT).plus("bootstrap  ", Tone.FAINT).plus(status.bootstrap()));
            lines.add(Line.indented(INDENT).plus("metrics    ", Tone.FAINT).plus(status.metrics()));
            lines.add(Line.indented(INDENT).plus("processes  ", Tone.FAINT).plus(pids));
        }
        if (!isWhole) {
            String down = status.down().stream().map(each -> "n" + each).collect(Collectors.joining(", "));
            lines.add(Line.indented(INDENT).plus("down       ", Tone.FAINT).plus(down));
            lines.add(Line.indented(INDENT)
                    .plus("start      ", Tone.FAINT)
                    .plus("waybill broker start" + place.option()));
        }
        if (!status.mutants().isEmpty()) {
            lines.add(Line.indented(INDENT)
                    .plus("FLAWED     ", Tone.VIOLATED)
                    .plus(status.mutants() + ": this cluster breaks promises on purpose"));
        }
        output.result(lines);
        return isWhole ? ExitCode.OK : ExitCode.UNKNOWN;
    }
}
