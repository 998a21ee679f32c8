package io.waybill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.report.json.JsonText;
import io.waybill.runfile.DamagedRunException;
import io.waybill.runfile.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The runs that are kept, for programs: what their manifests and results say, and what is wrong where they do not. */
final class RunListJson {

    private final JsonGenerator json;

    private RunListJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(List<Path> runs) {
        return JsonText.of(json -> {
            json.writeStartArray();
            for (Path run : runs) {
                new RunListJson(json).write(run);
            }
            json.writeEndArray();
        });
    }

    private void write(Path path) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path.toString());
        json.writeStringField("createdAt", RunStore.begun(path).toString());
        try {
            StoredRun run = StoredRun.read(path);
            json.writeStringField("id", run.id());
            json.writeStringField("plan", run.plan());
            json.writeStringField("seed", run.seed());
            json.writeStringField("system", run.system());
            json.writeStringField("environment", run.site().environment());
            json.writeStringField("verdict", run.verdict());
            json.writeStringField("headline", run.headline());
            json.writeNumberField("durationMs", run.durationMillis());
        } catch (IOException | UsageException | DamagedRunException e) {
            json.writeStringField("unreadable", String.valueOf(e.getMessage()));
        }
        json.writeEndObject();
    }
}
