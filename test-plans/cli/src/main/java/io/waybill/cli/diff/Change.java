package io.waybill.cli.diff;

/**
 * Something that has one value in one run and another in the other.
 *
 * @param name what it is
 * @param then its value in the run that was named first; empty where it has none
 * @param now its value in the other
 */
public record Change(String name, String then, String now) {}
