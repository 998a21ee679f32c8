package io.waybill.campaign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds from one to another.
 *
 * @param first 0 or more
 * @param last inclusive, {@code first} or more
 */
public record SeedRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(?:\\.\\.([0-9]{1,18}))?");

    public SeedRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "seeds must be from 0 or more up, such as 1..1000, were " + first + ".." + last);
        }
    }

    /**
     * Returns the range that {@code 1..1000} or {@code 17} means.
     *
     * @throws IllegalArgumentException where the text means none
     */
    public static SeedRange parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "seeds must be a number or two, such as 17 or 1..1000, were \"" + text + "\"");
        }
        long first = Long.parseLong(matcher.group(1));
        return new SeedRange(first, matcher.group(2) == null ? first : Long.parseLong(matcher.group(2)));
    }

    /** Returns how many seeds there are. */
    public long size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }
}
