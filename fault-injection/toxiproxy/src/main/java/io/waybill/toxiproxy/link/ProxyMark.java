package io.waybill.toxiproxy.link;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process has opened a proxy, as the proxy's name tells: {@code waybill-31476-1795690192760-1-to-2-broker}. A
 * process is its id and its start, because ids are given again.
 *
 * @param pid of the process
 * @param startMillis since 1970, when it began; 0 where the system does not tell
 */
record ProxyMark(long pid, long startMillis) {

    private static final Pattern MARKED = Pattern.compile("waybill-(\\d{1,18})-(\\d{1,18})-.*");

    static ProxyMark ofThisProcess() {
        ProcessHandle process = ProcessHandle.current();
        Optional<Instant> start = process.info().startInstant();
        return new ProxyMark(process.pid(), start.map(Instant::toEpochMilli).orElse(0L));
    }

    /** Returns how the names of its proxies begin. */
    String prefix() {
        return "waybill-" + pid + "-" + startMillis + "-";
    }

    /**
     * Returns whether a proxy was opened by a process of ours that is gone. Of others' proxies nothing is known, and
     * whose id another process has by now is spared: starts are told by a clock that may have been set since.
     */
    boolean isOrphaned(String proxyName) {
        Matcher marked = MARKED.matcher(proxyName);
        if (!marked.matches() || proxyName.startsWith(prefix())) {
            return false;
        }
        long owner = Long.parseLong(marked.group(1));
        return owner == pid
                || ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isEmpty();
    }
}
