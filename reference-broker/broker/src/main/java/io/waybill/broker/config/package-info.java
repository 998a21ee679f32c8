/** The configurations that a broker knows: their names, which are Kafka's, their types, defaults and limits. */
@NullMarked
package io.waybill.broker.config;

import org.jspecify.annotations.NullMarked;
