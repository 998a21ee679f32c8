package io.waybill.runfile;

import io.waybill.history.Event;
import io.waybill.history.file.HistoryWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small runs, and zips that look like some. */
final class SomeRuns {

    static final Instant BEGAN = Instant.parse("2026-01-31T12:00:00Z");

    private SomeRuns() {}

    static Manifest manifest(String id, Instant createdAt) {
        return new Manifest(
                id,
                "eos-under-fire",
                "full",
                "0x5eed",
                createdAt,
                "0.1.0",
                "local",
                "kafka 4.4.0",
                new TreeMap<>(Map.of("R1", "acknowledges early")),
                Manifest.thisMachine());
    }

    /** A run that has ended, in its directory. */
    static Path directory(Path store, String id, Instant createdAt) throws IOException {
        Path run = Files.createDirectories(store.resolve(id));
        Files.writeString(run.resolve(KeptRun.MANIFEST), manifest(id, createdAt).json());
        Files.writeString(run.resolve(KeptRun.RESULT), "{\"verdict\":\"holds\"}\n");
        for (String configuration : new String[] {"isr1", "isr2"}) {
            Path logs = Files.createDirectories(run.resolve(configuration).resolve("logs"));
            Files.writeString(logs.resolve("n1.log"), ("started " + configuration + "\n").repeat(1000));
            history(run.resolve(configuration).resolve(KeptRun.HISTORY));
        }
        return run;
    }

    private static void history(Path file) throws IOException {
        try (HistoryWriter writer = HistoryWriter.create(file)) {
            for (int i = 0; i < 8; i++) {
                writer.write(new Event.Attribute("name-" + i, file.toString()));
            }
            writer.write(new Event.Closed(7));
        }
    }

    /** Adds a file that lies in the zip as it is. */
    static void stored(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    interface Content {
        void to(ZipOutputStream zip) throws IOException;
    }

    /** A zip with a good manifest and whatever else. */
    static Path zip(Path file, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(KeptRun.MANIFEST));
            zip.write(manifest("r-2f9c41", BEGAN).json().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            content.to(zip);
        }
        return file;
    }
}
