package io.waybill.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON documents as texts, with line breaks, because people look into them too. */
public final class JsonText {

    private JsonText() {}

    /** Writes one document. */
    public interface Content {
        /** Writes the document's one value. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /**
     * Returns a document.
     *
     * @throws UncheckedIOException where the content cannot be read from where it comes; a text can always be written
     */
    public static String of(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("what is to become JSON cannot be read: " + e.getMessage(), e);
        }
        return text.toString();
    }
}
