/** The producer: from a send through interceptors, serializer, partitioner, accumulator and sender to its outcome. */
@NullMarked
package io.waybill.client.producer;

import org.jspecify.annotations.NullMarked;
