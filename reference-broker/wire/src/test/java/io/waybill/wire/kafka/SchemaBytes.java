package io.waybill.wire.kafka;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Draws the bytes of a message from its published schema, so that each field of each version is filled with something
 * that is not its default.
 */
final class SchemaBytes {

    /** How the fields are filled. */
    enum Filling {
        /** With everything that the schema allows: nulls, empty lists, fields that our records leave out. */
        ANYTHING,
        /** Without what our records leave out, which {@link Losses} lists. */
        OURS,
        /** The same, with one element in each list and no null. */
        OURS_ONE_OF_EACH
    }

    private static final int MOST_ELEMENTS = 3;
    private static final int MOST_BYTES = 24;
    private static final int LARGEST_ERROR = 130;

    private final SplittableRandom random;
    private final Filling filling;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private SchemaBytes(SplittableRandom random, Filling filling) {
        this.random = random;
        this.filling = filling;
    }

    static ByteBuffer request(short key, int version, SplittableRandom random, Filling filling) {
        return of(ApiMessageType.fromApiKey(key).requestSchemas()[version], random, filling);
    }

    static ByteBuffer response(short key, int version, SplittableRandom random, Filling filling) {
        return of(ApiMessageType.fromApiKey(key).responseSchemas()[version], random, filling);
    }

    private static ByteBuffer of(Schema schema, SplittableRandom random, Filling filling) {
        var drawn = new SchemaBytes(random, filling);
        try {
            drawn.schema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(drawn.bytes.toByteArray());
    }

    private void schema(Schema schema) throws IOException {
        for (BoundField field : schema.fields()) {
            field(field.def);
        }
    }

    private void field(Field field) throws IOException {
        if (filling != Filling.ANYTHING && Losses.isLost(field.name)) {
            Losses.writeDefault(field.name, out);
        } else if (field.name.endsWith("error_code")) {
            out.writeShort(random.nextInt(LARGEST_ERROR));
        } else if (field.name.equals("min_version")) {
            out.writeShort(1 + random.nextInt(9));
        } else {
            type(field.type);
        }
    }

    private void type(Type type) throws IOException {
        if (type instanceof TaggedFields tagged) {
            tagged(tagged);
        } else if (type instanceof Schema schema) {
            if (!type.isNullable() || present()) {
                schema(schema);
            }
        } else if (type.isArray()) {
            array(type);
        } else {
            scalar(type.toString());
        }
    }

    /** Decides about a nullable struct, whose first byte says whether it is there. */
    private boolean present() throws IOException {
        var there = filling == Filling.OURS_ONE_OF_EACH || random.nextInt(4) > 0;
        out.writeByte(there ? 1 : -1);
        return there;
    }

    private boolean absent(boolean nullable) {
        return nullable && filling != Filling.OURS_ONE_OF_EACH && random.nextInt(4) == 0;
    }

    private void array(Type type) throws IOException {
        var count = filling == Filling.OURS_ONE_OF_EACH ? 1 : random.nextInt(MOST_ELEMENTS + 1);
        if (absent(type.isNullable())) {
            count = -1;
        }
        length(count, type.getClass().getSimpleName().startsWith("Compact"));
        for (int i = 0; i < count; i++) {
            type(type.arrayElementType().orElseThrow());
        }
    }

    private void length(int length, boolean compact) throws IOException {
        if (compact) {
            unsignedVarint(length + 1);
        } else {
            out.writeInt(length);
        }
    }

    private void unsignedVarint(int number) throws IOException {
        var rest = number;
        while ((rest & ~0x7f) != 0) {
            out.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private void tagged(TaggedFields tagged) throws IOException {
        var chosen = new TreeMap<Integer, ByteBuffer>();
        for (var entry : tagged.fields().entrySet()) {
            var lost = filling != Filling.ANYTHING && Losses.isLostTag(entry.getValue().name);
            if (!lost && (filling == Filling.OURS_ONE_OF_EACH || random.nextBoolean())) {
                var value = new SchemaBytes(random, filling);
                value.field(entry.getValue());
                chosen.put(entry.getKey(), ByteBuffer.wrap(value.bytes.toByteArray()));
            }
        }
        unsignedVarint(chosen.size());
        for (var entry : chosen.entrySet()) {
            unsignedVarint(entry.getKey());
            unsignedVarint(entry.getValue().remaining());
            out.write(entry.getValue().array());
        }
    }

    private void scalar(String type) throws IOException {
        switch (type) {
            case "BOOLEAN" -> out.writeBoolean(random.nextBoolean());
            case "INT8" -> out.writeByte(random.nextInt());
            case "INT16", "UINT16" -> out.writeShort(random.nextInt());
            case "INT32" -> out.writeInt(random.nextInt());
            case "INT64", "FLOAT64" -> out.writeLong(random.nextLong());
            case "UUID" -> {
                out.writeLong(random.nextLong());
                out.writeLong(random.nextLong());
            }
            case "STRING", "COMPACT_STRING", "NULLABLE_STRING", "COMPACT_NULLABLE_STRING" -> string(type);
            default -> blob(type);
        }
    }

    private void string(String type) throws IOException {
        var compact = type.startsWith("COMPACT");
        if (absent(type.contains("NULLABLE"))) {
            stringLength(-1, compact);
            return;
        }
        var text = "é" + Integer.toHexString(random.nextInt());
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        stringLength(encoded.length, compact);
        out.write(encoded);
    }

    private void stringLength(int length, boolean compact) throws IOException {
        if (compact) {
            unsignedVarint(length + 1);
        } else {
            out.writeShort(length);
        }
    }

    private void blob(String type) throws IOException {
        if (!type.endsWith("BYTES") && !type.endsWith("RECORDS")) {
            throw new IllegalArgumentException("a type without a way to draw it: " + type);
        }
        if (absent(type.contains("NULLABLE"))) {
            length(-1, type.startsWith("COMPACT"));
            return;
        }
        var content = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(content);
        length(content.length, type.startsWith("COMPACT"));
        out.write(content);
    }
}
