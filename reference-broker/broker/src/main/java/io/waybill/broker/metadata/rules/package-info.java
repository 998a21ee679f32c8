/** Who leads, who is in sync, where replicas go: how each command changes the metadata, and when it may not. */
@NullMarked
package io.waybill.broker.metadata.rules;

import org.jspecify.annotations.NullMarked;
