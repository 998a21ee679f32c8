package io.waybill.server.files;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Whose a folder is, and how often its node was started, in a file by the name and in the form of Kafka's:
 *
 * <pre>
 * version=1
 * cluster.id=Nk018hRAQFytWskYqtQduw
 * node.id=3
 * waybill.starts=12
 * </pre>
 *
 * @param starts how often the node was started, this time included; 1 or more
 */
record Nameplate(String clusterId, int node, int starts) {

    static final String NAME = "meta.properties";

    private static final String DRAFT = ".meta.properties.draft";
    private static final String VERSION = "version";
    private static final String SUPPORTED = "1";
    private static final String CLUSTER_ID = "cluster.id";
    private static final String NODE_ID = "node.id";
    private static final String STARTS = "waybill.starts";

    /**
     * Returns what stands in a folder; empty where nothing does.
     *
     * @throws FolderRefusedException where it cannot be understood
     */
    static Optional<Nameplate> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        // A byte is a character here: whatever stands in the file can be read, and refused with words.
        properties.load(new StringReader(Files.readString(file, StandardCharsets.ISO_8859_1)));
        String version = properties.getProperty(VERSION, "missing");
        if (!version.equals(SUPPORTED)) {
            throw new FolderRefusedException(file + " must have version=" + SUPPORTED + ", version is " + version);
        }
        String clusterId = properties.getProperty(CLUSTER_ID, "");
        if (clusterId.isBlank()) {
            throw new FolderRefusedException(file + " must have a " + CLUSTER_ID + ", has none");
        }
        return Optional.of(
                new Nameplate(clusterId, number(file, properties, NODE_ID, 0), number(file, properties, STARTS, 1)));
    }

    private static int number(Path file, Properties properties, String key, int least) {
        String text = properties.getProperty(key, "missing");
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new FolderRefusedException(file + ": " + key + " must be a number, is " + text, e);
        }
        throw new FolderRefusedException(file + ": " + key + " must be >= " + least + ", is " + text);
    }

    /** Writes it in place of what stands there; durable when this returns. */
    void write(Path folder) throws IOException {
        String text = VERSION + "=" + SUPPORTED + "\n" + CLUSTER_ID + "=" + clusterId + "\n" + NODE_ID + "=" + node
                + "\n" + STARTS + "=" + starts + "\n";
        Path draft = folder.resolve(DRAFT);
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        FolderDevice.syncFolder(folder);
    }
}
