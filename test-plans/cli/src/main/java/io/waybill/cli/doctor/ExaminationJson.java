package io.waybill.cli.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** An examination as JSON. */
public final class ExaminationJson {

    private ExaminationJson() {}

    /**
     * Returns the document: {@code fit}, and {@code findings} with {@code section}, {@code subject}, {@code grade}
     * (fine, warning, missing), {@code seen} and {@code fix}.
     *
     * @param version of the Waybill that looked
     */
    public static String of(Examination examination, String version) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("waybill", version);
            json.writeBooleanField("fit", examination.isFit());
            json.writeArrayFieldStart("findings");
            for (Examination.Section section : examination.sections()) {
                for (Finding finding : section.findings()) {
                    json.writeStartObject();
                    json.writeStringField("section", section.title());
                    json.writeStringField("subject", finding.subject());
                    json.writeStringField("grade", finding.grade().word());
                    json.writeStringField("seen", finding.seen());
                    json.writeStringField("fix", finding.fix());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be written: " + e.getMessage(), e);
        }
        return text.toString();
    }
}
