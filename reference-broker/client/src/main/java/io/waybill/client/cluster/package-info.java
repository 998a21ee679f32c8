/** What a client knows of the cluster: brokers, who leads which partition, and the channels to them. */
@NullMarked
package io.waybill.client.cluster;

import org.jspecify.annotations.NullMarked;
