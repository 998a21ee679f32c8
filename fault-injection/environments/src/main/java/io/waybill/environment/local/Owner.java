package io.waybill.environment.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The harness that something belongs to: a process id, and when that process started, because ids are used again.
 *
 * @param startMillis in milliseconds of the epoch; 0 where the system does not tell
 */
public record Owner(long pid, long startMillis) {

    private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)");

    /**
     * The system derives a start from the time of its boot, which moves when the clock is set. A process that looks a
     * little older or younger than its mark is the same one: to spare a dead harness's child is harmless, to kill a
     * living one's is not.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    /** Returns this process. */
    public static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(self.pid(), startMillis(self));
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<Owner> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            return matcher.matches()
                    ? Optional.of(new Owner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** Returns the owner as a file name can carry it. */
    public String text() {
        return pid + "-" + startMillis;
    }

    /** Returns whether the process is still there, as far as anybody can know. */
    public boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::startedAtTheSameTime)
                .isPresent();
    }

    private boolean startedAtTheSameTime(ProcessHandle handle) {
        long millis = startMillis(handle);
        boolean unknown = millis == 0 || startMillis == 0;
        return unknown || Math.abs(millis - startMillis) <= CLOCK_TOLERANCE.toMillis();
    }

    private static long startMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
