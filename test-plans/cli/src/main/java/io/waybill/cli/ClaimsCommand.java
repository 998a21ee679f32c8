package io.waybill.cli;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.planfile.tree.Similar;
import io.waybill.report.text.ClaimPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill claims}: what can be claimed, what breaks it, and what the anomalies are. */
@Command(name = "claims", description = "Lists what can be claimed of a broker, or explains one claim or anomaly.")
final class ClaimsCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A claim or an anomaly.")
    private @Nullable String name;

    ClaimsCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (name == null) {
            output.result(ClaimPages.all(output.columns()));
            return ExitCode.OK;
        }
        Optional<Claim> claim = Claim.of(name);
        Optional<AnomalyKind> anomaly = ClaimCatalogue.anomaly(name);
        if (claim.isPresent()) {
            output.result(ClaimPages.of(claim.get(), output.columns()));
        } else if (anomaly.isPresent()) {
            output.result(ClaimPages.of(anomaly.get(), output.columns()));
        } else {
            throw new UsageException("unknown claim or anomaly \"" + name + "\"" + Similar.hint(name, names())
                    + " (waybill claims lists them)");
        }
        return ExitCode.OK;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(ClaimNames.all());
        ClaimCatalogue.anomalies().forEach(kind -> names.add(kind.id()));
        return names;
    }
}
