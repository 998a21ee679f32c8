package io.waybill.cli;

/** The exit codes that are not a verdict's own; those are in {@link io.waybill.report.Conclusion}. */
final class ExitCode {

    /** What was asked for was done. */
    static final int OK = 0;

    /** Wrong usage or unusable input; nothing was started. */
    static final int USAGE = 2;

    /** Waybill itself failed, or the cluster that it had to start: there is no verdict. */
    static final int FAILED = 4;

    private ExitCode() {}
}
