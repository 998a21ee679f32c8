package io.waybill.checker.anomaly;

/**
 * What is to be known of an anomaly apart from any history.
 *
 * @param id for files and options, for example {@code lost-write}
 * @param title for people, for example {@code Acknowledged, then lost}
 * @param definition when it is reported, and when the checker stays silent on purpose
 * @param source where the definition comes from
 * @param jepsen the name that Jepsen's Kafka workload has for it, or an empty text
 * @param example the smallest history that shows it, in the notation of the checker's own tests
 */
public record AnomalyKind(String id, String title, String definition, String source, String jepsen, String example) {}
