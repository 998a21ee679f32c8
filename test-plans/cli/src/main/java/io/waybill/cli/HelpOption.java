package io.waybill.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean wanted;

    /** Returns whether help was asked for. */
    boolean isWanted() {
        return wanted;
    }
}
