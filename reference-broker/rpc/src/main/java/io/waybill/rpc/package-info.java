/**
 * Requests and responses of Kafka's protocol over the links of an environment: the asking side keeps one connection and
 * knows of each request how it ended; the answering side answers in the order in which it was asked.
 */
@NullMarked
package io.waybill.rpc;

import org.jspecify.annotations.NullMarked;
