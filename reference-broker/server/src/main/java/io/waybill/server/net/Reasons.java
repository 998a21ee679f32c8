package io.waybill.server.net;

import io.netty.channel.ConnectTimeoutException;
import io.waybill.environment.Connection.CloseReason;
import org.jspecify.annotations.Nullable;

/** Why a connection ended, from what the system says of it. */
final class Reasons {

    /** How the system says that it has tried long enough; Java has no type for it. */
    private static final String TIMED_OUT = "timed out";

    private Reasons() {}

    /** Returns why a connection could not be opened. */
    static CloseReason ofConnecting(@Nullable Throwable problem) {
        return problem instanceof ConnectTimeoutException || saysTimedOut(problem)
                ? CloseReason.TIMEOUT
                : CloseReason.REFUSED;
    }

    /** Returns why a connection that was open has ended. */
    static CloseReason ofBreaking(Throwable problem) {
        return saysTimedOut(problem) ? CloseReason.TIMEOUT : CloseReason.RESET;
    }

    private static boolean saysTimedOut(@Nullable Throwable problem) {
        var message = problem == null ? null : problem.getMessage();
        return message != null && message.contains(TIMED_OUT);
    }
}
