package io.waybill.history.edn;

import io.waybill.history.file.HistoryReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes histories as Jepsen's Kafka workload would have, had it run on a log that works: for tests, and as a program
 * that measures how fast they are read.
 */
final class SimulatedJepsen {

    private static final int CLIENTS = 20;
    private static final int KEYS = 16;

    private final SplittableRandom random;
    private final Writer out;
    private final List<List<Long>> logs = new ArrayList<>();
    private final long[] nextValues = new long[KEYS];
    private final int[] processes = new int[CLIENTS];
    private final int[][] assigned = new int[CLIENTS][];
    private final int[][] positions = new int[CLIENTS][KEYS];
    private int recordsPerKey = 4;
    private long index;
    private long time;
    long sends;
    long deliveries;

    SimulatedJepsen(long seed, Writer out) {
        random = new SplittableRandom(seed);
        this.out = out;
        for (int key = 0; key < KEYS; key++) {
            logs.add(new ArrayList<>());
        }
        for (int client = 0; client < CLIENTS; client++) {
            processes[client] = client;
        }
    }

    /** Writes about this many operation maps. */
    void write(long maps) throws IOException {
        while (index < maps) {
            int client = random.nextInt(CLIENTS);
            int dice = random.nextInt(100);
            if (assigned[client] == null || dice == 0) {
                assign(client);
            } else if (dice < 50) {
                send(client, dice < 8);
            } else {
                poll(client);
            }
        }
    }

    private void assign(int client) throws IOException {
        int first = random.nextInt(KEYS);
        assigned[client] = new int[] {first, (first + 5) % KEYS, (first + 10) % KEYS};
        String value = java.util.Arrays.toString(assigned[client]).replace(",", "");
        op(client, "invoke", "assign", value, "");
        op(client, "ok", "assign", value, "");
    }

    private void send(int client, boolean transaction) throws IOException {
        int count = 1 + random.nextInt(transaction ? 4 : 2);
        StringBuilder asked = new StringBuilder("[");
        StringBuilder done = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(KEYS);
            long value = ++nextValues[key];
            int offset = logs.get(key).size();
            logs.get(key).add(value);
            asked.append(i == 0 ? "" : " ").append("[:send " + key + " " + value + "]");
            done.append(i == 0 ? "" : " ").append("[:send " + key + " [" + offset + " " + value + "]]");
            sends++;
        }
        String f = transaction ? "txn" : "send";
        op(client, "invoke", f, asked.append("]").toString(), "");
        if (random.nextInt(1000) == 0) {
            op(client, "info", f, asked.toString(), ", :error [:timeout \"no reply\"]");
            processes[client] += CLIENTS;
            assigned[client] = null;
        } else {
            op(client, "ok", f, done.append("]").toString(), "");
        }
    }

    private void poll(int client) throws IOException {
        op(client, "invoke", "poll", "[[:poll]]", "");
        StringBuilder done = new StringBuilder("[[:poll {");
        boolean any = false;
        for (int key : assigned[client]) {
            List<Long> log = logs.get(key);
            int end = Math.min(log.size(), positions[client][key] + recordsPerKey);
            if (positions[client][key] < end) {
                done.append(any ? ", " : "").append(key).append(" [");
                any = true;
                for (int at = positions[client][key]; at < end; at++) {
                    done.append(at == positions[client][key] ? "[" : " [").append(at + " " + log.get(at) + "]");
                    deliveries++;
                }
                done.append("]");
                positions[client][key] = end;
            }
        }
        op(client, "ok", "poll", done.append("}]]").toString(), "");
    }

    private void op(int client, String type, String f, String value, String more) throws IOException {
        time += 1_000 + random.nextInt(100_000);
        out.write("{:process " + processes[client] + ", :type :" + type + ", :f :" + f + ", :value " + value
                + ", :index " + index + ", :time " + time + more + "}\n");
        index++;
    }

    /** Arguments: the file to write and read, how many maps, how many times to read it, records of a poll per key. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long maps = Long.parseLong(arguments[1]);
        SimulatedJepsen history;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            history = new SimulatedJepsen(1, out);
            history.recordsPerKey = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4;
            history.write(maps);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d maps, %,d sends, %,d deliveries, %,d bytes%n",
                history.index,
                history.sends,
                history.deliveries,
                Files.size(file));
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            measureReading(file);
            long begin = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try (HistoryReader reader = EdnImport.read(file, "jepsen-edn")) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%.3f s, %.2f M maps/s, %.2f M maps/cpu-s of this thread, %d blocks%n",
                        seconds,
                        history.index / seconds / 1e6,
                        history.index / cpuSeconds / 1e6,
                        reader.index().size());
            }
        }
    }

    /** The least that any reader must do: look at each byte once. */
    private static void measureReading(Path file) throws IOException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        byte[] buffer = new byte[1 << 20];
        long lines = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                for (int at = 0; at < length; at++) {
                    lines += buffer[at] == '\n' ? 1 : 0;
                }
            }
        }
        double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT, "merely counting %,d lines: %.0f MB/cpu-s%n", lines, Files.size(file) / cpuSeconds / 1e6);
    }
}
