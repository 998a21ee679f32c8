package io.waybill.planfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.waybill.planfile.form.Definitions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON Schema of plan files, for editors. It is made of the same forms that read them. What a schema cannot say
 * (names that must be there, times that must lie in the storm, claims that must be claimed) only {@link PlanFile} says;
 * and what the format understands and nothing can carry out yet, the schema accepts.
 */
public final class PlanSchema {

    private PlanSchema() {}

    /** Returns the schema as JSON, with a line end. */
    public static String json() {
        Definitions definitions = new Definitions();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:waybill:schema:plan:1");
        schema.put("title", "A Waybill plan, version 1");
        schema.putAll(Document.FORM.schema(definitions));
        schema.put("$defs", definitions.all());
        return json(schema);
    }

    private static String json(Map<String, Object> map) {
        var text = new StringWriter();
        var indented = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indented).withArrayIndenter(indented);
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(printer);
            write(map, json);
        } catch (IOException e) {
            throw new UncheckedIOException("a schema could not be written to memory", e);
        }
        return text + "\n";
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
