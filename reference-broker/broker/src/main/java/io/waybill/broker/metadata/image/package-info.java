/** What the cluster knows of itself at one place of the metadata log, and what changed on the way there. */
@NullMarked
package io.waybill.broker.metadata.image;

import org.jspecify.annotations.NullMarked;
