package io.waybill.planfile.form;

/**
 * A key that a map may have, and what may stand behind it. Two fields are never the same, however alike they are.
 *
 * @param <T> what stands behind it is read as
 */
public final class Field<T> {

    /** Whether a key must be there, and whether what it says can be carried out. */
    public enum Need {
        /** It may be left out. */
        OPTIONAL,
        /** It must be there. */
        REQUIRED,
        /** It is understood, and refused: nothing can carry it out yet. */
        LATER
    }

    private final String key;
    private final Form<T> form;
    private final String says;
    private final Need need;

    private Field(String key, Form<T> form, String says, Need need) {
        this.key = key;
        this.form = form;
        this.says = says;
        this.need = need;
    }

    /**
     * Returns a key that may be left out.
     *
     * @param says what it is for, for people who write plans
     */
    public static <T> Field<T> optional(String key, Form<T> form, String says) {
        return new Field<>(key, form, says, Need.OPTIONAL);
    }

    /** Returns a key that must be there. */
    public static <T> Field<T> required(String key, Form<T> form, String says) {
        return new Field<>(key, form, says, Need.REQUIRED);
    }

    /** Returns a key that is understood, and refused because nothing can carry it out yet. */
    public static <T> Field<T> later(String key, Form<T> form, String says) {
        return new Field<>(key, form, says, Need.LATER);
    }

    /** Returns the key. */
    public String key() {
        return key;
    }

    /** Returns what may stand there. */
    public Form<T> form() {
        return form;
    }

    /** Returns what it is for. */
    public String says() {
        return says;
    }

    /** Returns whether it must be there. */
    public Need need() {
        return need;
    }

    @Override
    public String toString() {
        return key;
    }
}
