package io.waybill.cli;

import picocli.CommandLine.Option;

/** The options that say how a run is shown, and how good it must be. */
final class ResultOption {

    @Option(names = "--json", description = "Print the result as JSON (docs/schema/result-1.json) instead of text.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, only the result.")
    private boolean quiet;

    @Option(names = "--allow-unknown", description = "Exit with 0 instead of 3 where a claim is unknown.")
    private boolean allowUnknown;

    /** Returns whether the result is for programs. */
    boolean json() {
        return json;
    }

    /** Returns whether nothing is shown but the result. */
    boolean quiet() {
        return quiet;
    }

    /** Returns whether an unknown claim is good enough. */
    boolean allowUnknown() {
        return allowUnknown;
    }
}
