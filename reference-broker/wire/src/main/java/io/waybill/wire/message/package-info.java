/**
 * What brokers and their clients say to each other, in the broker's own words: a record for each request and response,
 * the same for all versions of the protocol. A field that a version lacks is read as its default and, in a response,
 * not written; {@code docs/adr/0009} has the reasons.
 */
@NullMarked
package io.waybill.wire.message;

import org.jspecify.annotations.NullMarked;
