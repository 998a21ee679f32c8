package io.waybill.cli;

/** The exit codes that are not a verdict's own; those are in {@link io.waybill.report.Conclusion}. */
final class ExitCode {

    /** What was asked for was done. */
    static final int OK = 0;

    /** Something was done that must never be done. */
    static final int VIOLATED = 1;

    /** Wrong usage or unusable input; nothing was started. */
    static final int USAGE = 2;

    /** Nothing is wrong, and nothing was shown. */
    static final int UNKNOWN = 3;

    /** Waybill itself failed, or the cluster that it had to start: there is no verdict. */
    static final int FAILED = 4;

    /** It was called off. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
