package io.waybill.cli;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofThisProcess();
        int exitCode = Waybill.run(terminal, args);
        System.exit(exitCode);
    }
}
