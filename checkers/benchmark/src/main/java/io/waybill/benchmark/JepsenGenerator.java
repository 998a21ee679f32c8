package io.waybill.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a seeded history as Jepsen's Kafka workload would have, had it run on a log: twenty clients, sixteen keys, an
 * operation map a line, an invocation and a completion each. Now and then a send is never answered, and a client is
 * assigned other keys, which it reads from where anybody had come. The same seed writes the same file.
 *
 * <p>Where anomalies are planted, some acknowledged values are missing from the log, and some stand in it twice.
 */
final class JepsenGenerator {

    private static final int CLIENTS = 20;
    private static final int KEYS = 16;
    private static final int RECORDS = 4;
    private static final int RARE = 10_000;
    private static final long NOTHING = -1;

    private final SplittableRandom random;
    private final BufferedWriter out;
    private final List<List<Long>> logs = new ArrayList<>();
    private final long[] values = new long[KEYS];
    private final int[] processes = new int[CLIENTS];
    private final int[][] assigned = new int[CLIENTS][0];
    private final int[] committed = new int[KEYS];
    private final int[][] positions = new int[CLIENTS][KEYS];
    private long maps;
    private long nanos;
    private long messages;
    private long lost;
    private long duplicates;

    private JepsenGenerator(BufferedWriter out, long seed) {
        this.out = out;
        this.random = new SplittableRandom(seed);
        for (int key = 0; key < KEYS; key++) {
            logs.add(new ArrayList<>());
        }
        for (int client = 0; client < CLIENTS; client++) {
            processes[client] = client;
        }
    }

    /**
     * What was written.
     *
     * @param operations how many operations: a pair of maps each
     * @param messages how many sends and deliveries
     */
    record Written(long operations, long messages, long lost, long duplicates) {

        /** Returns what the judgement must say, as {@link MeasuredProcess} writes it. */
        String text() {
            return lost + duplicates == 0
                    ? ""
                    : String.format(Locale.ROOT, "duplicate-append=%d lost-write=%d", duplicates, lost);
        }
    }

    /** Writes a history of about so many operations. */
    static Written write(Path file, long operations, long seed, boolean plant) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            JepsenGenerator generator = new JepsenGenerator(out, seed);
            while (generator.maps < 2 * operations) {
                // What is planted at the very end nobody would come by.
                generator.operation(plant && generator.maps < 2 * operations - operations / 10);
            }
            generator.drain();
            return new Written(generator.maps / 2, generator.messages, generator.lost, generator.duplicates);
        }
    }

    private void operation(boolean mayPlant) throws IOException {
        int client = random.nextInt(CLIENTS);
        int dice = random.nextInt(100);
        if (assigned[client].length == 0 || dice == 0) {
            assign(client);
        } else if (dice < 50) {
            send(client, dice < 8, mayPlant);
        } else {
            poll(client, RECORDS);
        }
    }

    private void assign(int client) throws IOException {
        int first = random.nextInt(KEYS);
        boolean two = random.nextBoolean();
        assigned[client] = two ? new int[] {first, (first + 5) % KEYS} : new int[] {first};
        for (int key : assigned[client]) {
            positions[client][key] = Math.max(positions[client][key], committed[key]);
        }
        String keys = two ? "[" + first + " " + (first + 5) % KEYS + "]" : "[" + first + "]";
        map(client, "invoke", "assign", keys, "");
        map(client, "ok", "assign", keys, "");
    }

    private void send(int client, boolean transaction, boolean mayPlant) throws IOException {
        int count = transaction ? 1 + random.nextInt(4) : 1;
        StringBuilder asked = new StringBuilder("[");
        StringBuilder done = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(KEYS);
            long value = ++values[key];
            int offset = append(key, value, mayPlant && !transaction ? random.nextInt(RARE) : RARE);
            String gap = i == 0 ? "" : " ";
            asked.append(gap + "[:send " + key + " " + value + "]");
            done.append(gap + "[:send " + key + " [" + offset + " " + value + "]]");
            messages++;
        }
        String f = transaction ? "txn" : "send";
        map(client, "invoke", f, asked.append("]").toString(), "");
        // What was planted was acknowledged.
        if (!mayPlant && random.nextInt(1000) == 0) {
            map(client, "info", f, asked.toString(), ", :error [:timeout \"no reply\"]");
            processes[client] += CLIENTS;
            assigned[client] = new int[0];
        } else {
            map(client, "ok", f, done.append("]").toString(), "");
        }
    }

    /** Appends and returns the offset of which the producer is told. */
    private int append(int key, long value, int dice) {
        List<Long> log = logs.get(key);
        int offset = log.size();
        log.add(dice == 0 ? NOTHING : value);
        lost += dice == 0 ? 1 : 0;
        if (dice == 1) {
            log.add(value);
            duplicates++;
        }
        return offset;
    }

    private void poll(int client, int most) throws IOException {
        map(client, "invoke", "poll", "[[:poll]]", "");
        StringBuilder done = new StringBuilder("[[:poll {");
        boolean any = false;
        for (int key : assigned[client]) {
            List<Long> log = logs.get(key);
            int end = (int) Math.min(log.size(), (long) positions[client][key] + most);
            StringBuilder records = new StringBuilder();
            for (int at = positions[client][key]; at < end; at++) {
                if (log.get(at) != NOTHING) {
                    records.append(records.isEmpty() ? "[" : " [").append(at + " " + log.get(at) + "]");
                    messages++;
                }
            }
            positions[client][key] = end;
            committed[key] = Math.max(committed[key], end);
            if (!records.isEmpty()) {
                done.append((any ? ", " : "") + key + " [" + records + "]");
                any = true;
            }
        }
        map(client, "ok", "poll", done.append("}]]").toString(), "");
    }

    /** One client reads everything, each key from its beginning. */
    private void drain() throws IOException {
        int client = 0;
        for (int key = 0; key < KEYS; key++) {
            assigned[client] = new int[] {key};
            String keys = "[" + key + "]";
            map(client, "invoke", "assign", keys, ", :seek-to-beginning? true");
            map(client, "ok", "assign", keys, ", :seek-to-beginning? true");
            positions[client][key] = 0;
            while (positions[client][key] < logs.get(key).size()) {
                poll(client, 500);
            }
        }
    }

    private void map(int client, String type, String f, String value, String more) throws IOException {
        nanos += 1_000 + random.nextInt(100_000);
        out.write("{:process " + processes[client] + ", :type :" + type + ", :f :" + f + ", :value " + value
                + ", :index " + maps + ", :time " + nanos + more + "}\n");
        maps++;
    }
}
