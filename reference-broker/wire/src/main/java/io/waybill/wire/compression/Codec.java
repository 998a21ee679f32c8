package io.waybill.wire.compression;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;

/**
 * A codec for the records section of a batch: everything after its 61 bytes of header. The native libraries that some
 * of them need are loaded by their first use.
 */
public enum Codec {
    /** The records as they are. */
    NONE(CompressionType.NONE),
    /** DEFLATE in the format of RFC 1952. */
    GZIP(CompressionType.GZIP),
    /** Snappy in the chunks of snappy-java. */
    SNAPPY(CompressionType.SNAPPY),
    /** LZ4 in its frame format. */
    LZ4(CompressionType.LZ4),
    /** Zstandard, RFC 8878. */
    ZSTD(CompressionType.ZSTD);

    private static final int FIRST_BUFFER_BYTES = 512;
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final Codec[] BY_ID = values();

    private final CompressionType type;

    Codec(CompressionType type) {
        this.type = type;
    }

    /** Returns the codec with a number, the lowest three bits of a batch's attributes, if there is one. */
    public static Optional<Codec> of(int id) {
        return id >= 0 && id < BY_ID.length ? Optional.of(BY_ID[id]) : Optional.empty();
    }

    /** Returns the number that stands for the codec in a batch's attributes. */
    public int id() {
        return type.id;
    }

    /** Returns the name that {@code compression.type} has for the codec, for example {@code zstd}. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the compressed form of records.
     *
     * @param records from position to limit, which are not moved
     */
    public ByteBuffer compress(ByteBuffer records) {
        if (this == NONE) {
            return records.duplicate();
        }
        var packed = new ByteBufferOutputStream(Math.max(FIRST_BUFFER_BYTES, records.remaining() / 2));
        try (OutputStream out = compression().wrapForOutput(packed, RecordBatch.MAGIC_VALUE_V2)) {
            writeTo(out, records);
        } catch (IOException e) {
            // It writes into memory, where nothing can fail.
            throw new UncheckedIOException(e);
        }
        return packed.buffer().flip();
    }

    private static void writeTo(OutputStream out, ByteBuffer records) throws IOException {
        if (records.hasArray()) {
            out.write(records.array(), records.arrayOffset() + records.position(), records.remaining());
            return;
        }
        byte[] bytes = new byte[records.remaining()];
        records.duplicate().get(bytes);
        out.write(bytes);
    }

    /**
     * Returns the records in their plain form.
     *
     * @param packed from position to limit, which are not moved
     * @param maxBytes the most that the plain form may have; reading stops there, so that a few bytes cannot become
     *     gigabytes
     * @throws CorruptRecords if {@code packed} is not the work of this codec, or its plain form is larger
     */
    public ByteBuffer decompress(ByteBuffer packed, int maxBytes) {
        if (this == NONE) {
            return sized(packed.duplicate(), maxBytes);
        }
        if (this == SNAPPY) {
            SnappyChunks.check(packed, maxBytes);
        }
        var plain = new ByteBufferOutputStream(Math.min(maxBytes, Math.max(CHUNK_BYTES, packed.remaining())));
        try (InputStream in =
                compression().wrapForInput(packed.duplicate(), RecordBatch.MAGIC_VALUE_V2, BufferSupplier.NO_CACHING)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (read > maxBytes - plain.position()) {
                    throw tooLarge(maxBytes);
                }
                plain.write(chunk, 0, read);
            }
        } catch (CorruptRecords e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Each codec has exceptions of its own, checked and unchecked, for bytes that it cannot read.
            throw new CorruptRecords(
                    configName() + " cannot open " + packed.remaining() + " bytes: " + e.getMessage(), e);
        }
        return plain.buffer().flip();
    }

    private ByteBuffer sized(ByteBuffer plain, int maxBytes) {
        if (plain.remaining() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return plain;
    }

    private CorruptRecords tooLarge(int maxBytes) {
        return new CorruptRecords(
                "records of " + configName() + " must have at most " + maxBytes + " bytes in plain form");
    }

    private Compression compression() {
        return Compression.of(type).build();
    }
}
