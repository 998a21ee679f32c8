package io.waybill.cli;

import io.waybill.container.EngineUnavailableException;
import io.waybill.history.interchange.MalformedHistoryException;
import io.waybill.image.ImageException;
import io.waybill.planfile.InvalidPlanFileException;
import io.waybill.planfile.tree.Similar;
import io.waybill.runfile.DamagedRunException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code waybill}: its subcommands, and what happens when something goes wrong. */
@Command(
        name = "waybill",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Breaks a message broker's cluster, records every hand-over, and judges what the broker promised.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:every claim holds, and the controls broke",
            "  1:a claim is violated",
            "  2:wrong usage or unusable input; nothing was started",
            "  3:no violation, but a claim is unknown",
            "  4:the harness failed, or a control did not break",
            "130:interrupted; what was judged so far is printed"
        },
        commandListHeading = "%nCommands:%n")
final class Waybill implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private Waybill() {}

    /** Runs a command line and returns its exit code. Whatever happens, what was printed has been written. */
    static int run(Terminal terminal, String... args) {
        Output output = new Output(terminal);
        try {
            return commandLine(output).execute(args);
        } catch (Error e) {
            // A full heap or a broken invariant is no verdict either; the JVM's own exit code would be 1, "violated".
            return failed(output, e);
        } finally {
            output.flush();
        }
    }

    private static CommandLine commandLine(Output output) {
        CommandLine commandLine = new CommandLine(new Waybill());
        commandLine.addSubcommand(new RunCommand(output));
        commandLine.addSubcommand(new ReplayCommand(output));
        commandLine.addSubcommand(new CheckCommand(output));
        commandLine.addSubcommand(new ExplainCommand(output));
        commandLine.addSubcommand(new DiffCommand(output));
        commandLine.addSubcommand(new ClaimsCommand(output));
        commandLine.addSubcommand(new ListCommand(output));
        commandLine.addSubcommand(plan(output));
        commandLine.addSubcommand(new InitCommand(output));
        commandLine.addSubcommand(new DoctorCommand(output));
        commandLine.addSubcommand(new ExportCommand(output));
        commandLine.addSubcommand(new SimulateCommand(output));
        commandLine.addSubcommand(bench(output));
        commandLine.addSubcommand(broker(output));
        commandLine.addSubcommand(new ToxiproxyCommand(output));
        commandLine.addSubcommand(image(output));
        commandLine.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
        Ansi ansi = Ansi.ofOut(output.terminal());
        commandLine.setColorScheme(Help.defaultColorScheme(ansi.hasColours() ? Help.Ansi.ON : Help.Ansi.OFF));
        commandLine.setUsageHelpWidth(output.columns());
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setOut(output.terminal().out());
        commandLine.setErr(output.terminal().err());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((e, arguments) -> misused(output, e));
        commandLine.setExecutionExceptionHandler((e, command, result) -> failed(output, e));
        return commandLine;
    }

    private static CommandLine plan(Output output) {
        CommandLine plan = new CommandLine(new PlanCommand());
        plan.addSubcommand(new PlanValidateCommand(output));
        plan.addSubcommand(new PlanExpandCommand(output));
        plan.addSubcommand(new PlanSchemaCommand(output));
        plan.addSubcommand(new PlanMomentsCommand(output));
        plan.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
        return plan;
    }

    private static CommandLine bench(Output output) {
        CommandLine bench = new CommandLine(new BenchCommand(output));
        bench.addSubcommand(new BenchBrokerCommand(output));
        bench.addSubcommand(new BenchMutantsCommand(output));
        bench.addSubcommand(new BenchRecordingCommand(output));
        bench.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
        return bench;
    }

    private static CommandLine broker(Output output) {
        CommandLine broker = new CommandLine(new BrokerCommand());
        broker.addSubcommand(new BrokerStartCommand(output));
        broker.addSubcommand(new BrokerPrepareCommand(output));
        broker.addSubcommand(new BrokerStatusCommand(output));
        broker.addSubcommand(new BrokerStopCommand(output));
        broker.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
        return broker;
    }

    private static CommandLine image(Output output) {
        CommandLine image = new CommandLine(new ImageCommand());
        image.addSubcommand(new ImageBuildCommand(output));
        image.addSubcommand(new ImageListCommand(output));
        image.addSubcommand(new ImageRmCommand(output));
        image.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
        return image;
    }

    private static int misused(Output output, ParameterException e) {
        output.complain(String.valueOf(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched) {
            suggestion(unmatched).ifPresent(output::complain);
        }
        output.complain("waybill " + commandPath(e.getCommandLine()) + "--help says how it is used");
        return ExitCode.USAGE;
    }

    /**
     * Says what was meant, where a word resembles one. Picocli's own list names whatever shares two letters with it.
     */
    private static Optional<String> suggestion(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String word = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return Similar.to(word, command.getCommandSpec().optionsMap().keySet())
                    .map(option -> "Possible solutions: " + option);
        }
        return Similar.to(word, command.getSubcommands().keySet())
                .map(name -> "Did you mean: waybill " + commandPath(command) + name + "?");
    }

    private static String commandPath(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        return name.equals("waybill") ? "" : name.substring("waybill ".length()) + " ";
    }

    /**
     * Returns whether a message says all that there is to know: what is wrong outside of Waybill, and what mends it.
     */
    private static boolean isForPeople(Throwable e) {
        return e instanceof UsageException
                || e instanceof MalformedHistoryException
                || e instanceof DamagedRunException
                || e instanceof EngineUnavailableException
                || e instanceof ImageException;
    }

    private static int failed(Output output, Throwable e) {
        if (isForPeople(e)) {
            output.complain(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        }
        if (e instanceof InvalidPlanFileException invalid) {
            output.problems(invalid.problems());
            return ExitCode.USAGE;
        }
        String what = e.getMessage() == null || e.getMessage().isBlank()
                ? e.getClass().getSimpleName() + " without a message"
                : e.getMessage();
        output.complain("it failed, and there is no verdict: "
                + what.lines().findFirst().orElse(what));
        Failures.keep(e).ifPresent(file -> output.complain("details are in " + file));
        return ExitCode.FAILED;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }
}
