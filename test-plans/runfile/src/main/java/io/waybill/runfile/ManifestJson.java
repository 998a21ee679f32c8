package io.waybill.runfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.report.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes and reads {@code manifest.json}; {@code docs/schema/run-1.json} is its schema. Fields that are not known here
 * are skipped: within a version of the format some may be added.
 */
final class ManifestJson {

    private final JsonParser json;
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SortedMap<String, String> planted = new TreeMap<>();
    private final SortedMap<String, String> machine = new TreeMap<>();
    private int format;

    private ManifestJson(JsonParser json) {
        this.json = json;
    }

    static String of(Manifest manifest) {
        return JsonText.of(json -> {
                    json.writeStartObject();
                    json.writeStringField("$schema", Manifest.SCHEMA);
                    json.writeNumberField("waybill", Manifest.FORMAT);
                    json.writeStringField("product", manifest.product());
                    json.writeStringField("id", manifest.id());
                    json.writeStringField("plan", manifest.plan());
                    json.writeStringField("profile", manifest.profile());
                    json.writeStringField("seed", manifest.seed());
                    json.writeStringField("createdAt", manifest.createdAt().toString());
                    json.writeStringField("environment", manifest.environment());
                    json.writeStringField("system", manifest.system());
                    write(json, "plantedFlaws", manifest.planted());
                    write(json, "machine", manifest.machine());
                    json.writeEndObject();
                })
                + "\n";
    }

    private static void write(JsonGenerator json, String name, SortedMap<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (var each : values.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }

    /**
     * Reads a manifest.
     *
     * @param run where it is from, for errors
     * @throws DamagedRunException where it is none, or of a newer format
     */
    static Manifest read(Path run, byte[] bytes) {
        try (JsonParser json = new JsonFactory().createParser(bytes)) {
            return new ManifestJson(json).read(run);
        } catch (JsonProcessingException e) {
            throw new DamagedRunException(
                    run,
                    KeptRun.MANIFEST + ":" + e.getLocation().getLineNr() + ": it is damaged: "
                            + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read: " + e.getMessage(), e);
        }
    }

    private Manifest read(Path run) throws IOException {
        json.nextToken();
        fields();
        if (format > Manifest.FORMAT) {
            throw new DamagedRunException(
                    run,
                    "it is of format " + format + ", made by waybill "
                            + texts.getOrDefault("product", "of another time") + ", and this one knows formats up to "
                            + Manifest.FORMAT + ": use that Waybill or a newer");
        }
        if (format < 1) {
            throw new DamagedRunException(
                    run, KeptRun.MANIFEST + " does not say which format it is (\"waybill\": " + Manifest.FORMAT + ")");
        }
        return new Manifest(
                text(run, "id"),
                text(run, "plan"),
                text(run, "profile"),
                text(run, "seed"),
                createdAt(run),
                text(run, "product"),
                text(run, "environment"),
                text(run, "system"),
                planted,
                machine);
    }

    private void fields() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("waybill") && value == JsonToken.VALUE_NUMBER_INT) {
                format = json.getIntValue();
            } else if (name.equals("plantedFlaws") && value == JsonToken.START_OBJECT) {
                texts(planted);
            } else if (name.equals("machine") && value == JsonToken.START_OBJECT) {
                texts(machine);
            } else if (value == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private void texts(SortedMap<String, String> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            into.put(name, json.getValueAsString(""));
            json.skipChildren();
        }
    }

    private String text(Path run, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new DamagedRunException(run, KeptRun.MANIFEST + " does not say its \"" + name + "\"");
        }
        return text;
    }

    private Instant createdAt(Path run) {
        String text = text(run, "createdAt");
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new DamagedRunException(
                    run,
                    KeptRun.MANIFEST + ": \"createdAt\" must be a time such as 2026-01-31T12:00:00Z, was \"" + text
                            + "\"");
        }
    }
}
