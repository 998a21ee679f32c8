package io.waybill.benchmark;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.online.OnlineChecker;
import io.waybill.checker.online.Standing;
import io.waybill.checker.online.Suspicions;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryTail;
import io.waybill.history.file.ReadStore;
import io.waybill.history.format.Histories;
import io.waybill.history.format.OpenHistory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A process of its own for one measurement, so that neither what was measured before nor the benchmark itself is part
 * of its memory. Goes through a file several times and writes what each time cost to another file.
 */
public final class MeasuredProcess {

    private static final int READ_BYTES = 1 << 20;

    /** What is done with the file. */
    enum Way {
        /** Its bytes are read, and nothing else. */
        READ,
        /** Its blocks are read and their checksums compared. */
        VERIFY,
        /** It is judged. */
        CHECK,
        /** It is judged, the order of its queues included. */
        QUEUE,
        /** It is imported and judged. */
        IMPORT,
        /** It is followed from its beginning as if it were still being written. */
        ONLINE;

        /** Returns whether what it finds is to be compared with what was planted. */
        boolean judges() {
            return this != READ && this != VERIFY;
        }
    }

    private MeasuredProcess() {}

    /**
     * Measures.
     *
     * @param arguments the way, the file, the number of threads, the number of runs, and where to write the result
     */
    public static void main(String[] arguments) throws IOException {
        Way way = Way.valueOf(arguments[0]);
        Path file = Path.of(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        int runs = Integer.parseInt(arguments[3]);
        List<String> lines = new ArrayList<>();
        String found = "";
        for (int run = 0; run < runs; run++) {
            long cpu = processCpuNanos();
            long wall = System.nanoTime();
            found = goThrough(way, file, threads);
            lines.add((System.nanoTime() - wall) + " " + (processCpuNanos() - cpu));
        }
        lines.add("resident " + peakResidentKib());
        lines.add("found " + found);
        Files.write(Path.of(arguments[4]), lines);
    }

    /** Goes through a file once and returns what was found in it. */
    static String goThrough(Way way, Path file, int threads) throws IOException {
        return switch (way) {
            case READ -> "sum " + readBytes(file);
            case VERIFY -> {
                try (HistoryReader reader = HistoryReader.open(file)) {
                    HistoryReader.Cursor cursor = reader.cursor();
                    for (int block = 0; block < reader.index().size(); block++) {
                        cursor.load(block);
                    }
                    yield reader.index().size() + " blocks";
                }
            }
            case CHECK -> {
                try (HistoryReader reader = HistoryReader.open(file)) {
                    yield anomalies(HistoryChecker.check(reader, CheckOptions.all(threads)));
                }
            }
            case QUEUE -> {
                try (HistoryReader reader = HistoryReader.open(file)) {
                    Set<Claim> claims = EnumSet.of(Claim.EXACTLY_ONCE, Claim.QUEUE_SETTLEMENT, Claim.QUEUE_ORDER);
                    Judgement judgement = HistoryChecker.check(
                            reader, CheckOptions.all(threads).withClaims(claims));
                    yield (anomalies(judgement) + witness(judgement)).strip();
                }
            }
            case IMPORT -> {
                try (OpenHistory history = Histories.open(file, Optional.empty())) {
                    yield anomalies(HistoryChecker.check(history.reader(), CheckOptions.all(threads)));
                }
            }
            case ONLINE -> follow(file);
        };
    }

    /** Reads all bytes and looks at one of each 64, so that reading cannot be optimized away. */
    private static long readBytes(Path file) throws IOException {
        long sum = 0;
        byte[] buffer = new byte[READ_BYTES];
        try (ReadStore store = ReadStore.open(file)) {
            long position = 0;
            for (int count = store.read(0, buffer, 0, buffer.length); count > 0; ) {
                for (int at = 0; at < count; at += 64) {
                    sum += buffer[at];
                }
                position += count;
                count = store.read(position, buffer, 0, buffer.length);
            }
        }
        return sum;
    }

    private static String follow(Path file) throws IOException {
        OnlineChecker checker = new OnlineChecker();
        try (HistoryTail tail = HistoryTail.open(file)) {
            tail.advance(checker);
        }
        checker.end();
        Standing standing = checker.standing();
        Suspicions suspected = standing.suspected();
        if (standing.confirmed().isEmpty() && suspected.equals(new Suspicions(0, 0, 0))) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        standing.confirmed().entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().id()))
                .forEach(each -> text.append(each.getKey().id() + "=" + each.getValue() + " "));
        return text + "unseen=" + suspected.unseen() + " passed-over=" + suspected.passedOver() + " unannounced="
                + suspected.unannounced();
    }

    /** Returns of how many operations the first witness consists. */
    private static String witness(Judgement judgement) {
        return judgement.anomalies().stream()
                .flatMap(group -> group.witnesses().stream())
                .findFirst()
                .map(anomaly -> " witness=" + anomaly.proof().size())
                .orElse("");
    }

    private static String anomalies(Judgement judgement) {
        StringBuilder text = new StringBuilder();
        judgement.anomalies().stream()
                .sorted((a, b) -> a.kind().id().compareTo(b.kind().id()))
                .forEach(group -> text.append(
                        String.format(Locale.ROOT, "%s=%d ", group.kind().id(), group.count())));
        return text.toString().strip();
    }

    /**
     * By the attribute's name: the class that has it is not part of every JDK, and the operating system counts in
     * ticks.
     */
    private static long processCpuNanos() {
        try {
            return (long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell its CPU time: " + e, e);
        }
    }

    private static long peakResidentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return -1;
    }
}
