/** What the metadata's decisions can be told: how long to wait, and which planted flaws are on. */
@NullMarked
package io.waybill.broker.metadata.settings;

import org.jspecify.annotations.NullMarked;
