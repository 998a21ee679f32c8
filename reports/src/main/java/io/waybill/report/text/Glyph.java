package io.waybill.report.text;

import io.waybill.checker.Verdict;
import io.waybill.report.Conclusion;

/** The sign and tone of a verdict: told apart by its shape, its word and its tone, never by colour alone. */
enum Glyph {
    HOLDS("✓", Tone.HOLDS),
    VIOLATED("✕", Tone.VIOLATED),
    UNKNOWN("?", Tone.UNKNOWN),
    NOT_CLAIMED("–", Tone.FAINT);

    private final String sign;
    private final Tone tone;

    Glyph(String sign, Tone tone) {
        this.sign = sign;
        this.tone = tone;
    }

    static Glyph of(Verdict verdict) {
        return verdict.match(holds -> HOLDS, violated -> VIOLATED, unknown -> UNKNOWN);
    }

    static Glyph of(Conclusion conclusion) {
        return switch (conclusion) {
            case HOLDS -> HOLDS;
            case VIOLATED, FAILED -> VIOLATED;
            case UNKNOWN, INTERRUPTED -> UNKNOWN;
        };
    }

    String sign() {
        return sign;
    }

    Tone tone() {
        return tone;
    }
}
