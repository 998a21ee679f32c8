package io.waybill.cli.doctor;

import io.waybill.report.json.JsonText;

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
        return JsonText.of(json -> {
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
        });
    }
}
