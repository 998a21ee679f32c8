package io.waybill.report.text;

import io.waybill.checker.Expectation;
import io.waybill.checker.Verdict;
import io.waybill.report.Conclusion;

/** The sign and tone of a verdict: told apart by its shape, its word and its tone, never by colour alone. */
enum Glyph {
    HOLDS("✓", Tone.HOLDS, ""),
    VIOLATED("✕", Tone.VIOLATED, ""),
    UNKNOWN("?", Tone.UNKNOWN, ""),
    NOT_CLAIMED("–", Tone.FAINT, ""),
    BROKE_AS_IT_MUST("(✕)", Tone.FAINT, "broke as it must"),
    BROKE_AS_IT_MAY("[✕]", Tone.FAINT, "broke as it may"),
    NOT_SEEN_TO_BREAK("[·]", Tone.FAINT, "may break and was not seen to: nothing is promised"),
    DID_NOT_BREAK("(!)", Tone.VIOLATED, "DID NOT BREAK and must");

    private final String sign;
    private final Tone tone;
    private final String meaning;

    Glyph(String sign, Tone tone, String meaning) {
        this.sign = sign;
        this.tone = tone;
        this.meaning = meaning;
    }

    static Glyph of(Verdict verdict) {
        return verdict.match(holds -> HOLDS, violated -> VIOLATED, unknown -> UNKNOWN);
    }

    /** Returns the sign of a verdict where something else than usual may be expected; controls have their own words. */
    static Glyph of(Verdict verdict, Expectation expectation) {
        boolean violated = verdict instanceof Verdict.Violated;
        return switch (expectation) {
            case HOLDS -> of(verdict);
            case BREAKS -> violated ? BROKE_AS_IT_MUST : DID_NOT_BREAK;
            case MAY_BREAK -> violated ? BROKE_AS_IT_MAY : NOT_SEEN_TO_BREAK;
        };
    }

    static Glyph of(Conclusion conclusion) {
        return switch (conclusion) {
            case HOLDS -> HOLDS;
            case VIOLATED, FAILED -> VIOLATED;
            case UNKNOWN, INTERRUPTED -> UNKNOWN;
        };
    }

    /** Returns what is to be said of a verdict that has this sign. */
    String word(Verdict verdict) {
        return meaning.isEmpty() ? verdict.word() : meaning;
    }

    /** Returns what it means where it does not speak for itself. */
    String meaning() {
        return meaning;
    }

    String sign() {
        return sign;
    }

    Tone tone() {
        return tone;
    }
}
