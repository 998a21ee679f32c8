package io.waybill.benchmark.broker;

/**
 * Of whom something was found.
 *
 * @param contender its name
 * @param nodes how many its cluster had
 */
record Side(String contender, int nodes) {}
