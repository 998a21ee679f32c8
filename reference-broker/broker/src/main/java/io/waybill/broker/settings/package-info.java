/** How a node of a cluster is set up: the layout of its cluster, configurations, and the flaws it may be given. */
@NullMarked
package io.waybill.broker.settings;

import org.jspecify.annotations.NullMarked;
