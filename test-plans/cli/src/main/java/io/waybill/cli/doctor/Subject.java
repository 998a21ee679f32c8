package io.waybill.cli.doctor;

import java.nio.file.Path;

/**
 * Whose runs it is about.
 *
 * @param store where runs are kept
 * @param scratch where clusters have their data
 * @param cache where fetched things are kept
 * @param terminal looks at the terminal, which only the command knows
 */
public record Subject(Path store, Path scratch, Path cache, Check terminal) {}
