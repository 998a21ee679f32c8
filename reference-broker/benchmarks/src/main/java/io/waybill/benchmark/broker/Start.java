package io.waybill.benchmark.broker;

/**
 * One start of a cluster from nothing.
 *
 * @param readySeconds from before its processes are started until the first record with {@code acks=all} is
 *     acknowledged, on a topic that was made on the way
 * @param brokerSeconds of CPU until then, all processes together
 * @param residentBytes of the largest process then
 */
record Start(double readySeconds, double brokerSeconds, long residentBytes) {}
