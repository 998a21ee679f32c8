package io.waybill.history.jsonl;

import io.waybill.history.Outcome;
import io.waybill.history.interchange.Nearest;
import java.util.List;

/** The outcome and the error of a line as one. */
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Fields f, String reasonWithoutOutcome) {
        String word = f.text("outcome", null);
        String error = f.text("error", null);
        if (word == null) {
            return Outcome.info(error == null ? reasonWithoutOutcome : error);
        }
        return switch (word) {
            case "ok" -> {
                if (error != null) {
                    throw f.wrong("error", "an outcome of ok has no \"error\": is it fail, or info?");
                }
                yield Outcome.ok();
            }
            case "fail" -> Outcome.fail(error == null ? "" : error);
            case "info" -> Outcome.info(error == null ? "" : error);
            default ->
                throw f.wrong(
                        "outcome",
                        "unknown \"outcome\" \"" + word + "\""
                                + Nearest.suggestion(word, List.of("ok", "fail", "info")));
        };
    }
}
