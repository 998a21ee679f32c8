/** What Prometheus is told, and over what. */
@NullMarked
package io.waybill.server.metrics;

import org.jspecify.annotations.NullMarked;
