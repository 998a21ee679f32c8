/** How clients are set up: Kafka's names and defaults, and the flaws that a client may be given. */
@NullMarked
package io.waybill.client.config;

import org.jspecify.annotations.NullMarked;
