package io.waybill.planfile.tree;

/**
 * Where something stands.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters as people see them
 * @param length how many characters of that line it takes, 1 or more
 */
public record Place(Source source, int line, int column, int length) {

    /** Returns what stands there. */
    public String text() {
        String all = source.line(line);
        int from = all.offsetByCodePoints(0, Math.min(column - 1, all.codePointCount(0, all.length())));
        int rest = all.codePointCount(from, all.length());
        return all.substring(from, all.offsetByCodePoints(from, Math.min(length, rest)));
    }

    /** Returns whether this is before another place of the same source; sources are ordered by their names. */
    boolean isBefore(Place other) {
        if (!source.equals(other.source)) {
            return source.name().compareTo(other.source.name()) < 0;
        }
        return line != other.line ? line < other.line : column < other.column;
    }

    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
