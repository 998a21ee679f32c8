/**
 * Links over TCP: Kafka's frames, a length of four bytes and then the content, on Netty's event loops. What is told to
 * a node is told through {@link io.waybill.server.net.Callbacks}, so that this package knows nothing of lives.
 *
 * <p>Nothing that a stranger sends costs more memory than the bytes that have come, and nothing that a slow reader does
 * not take costs more than what its sender goes on to send.
 */
@NullMarked
package io.waybill.server.net;

import org.jspecify.annotations.NullMarked;
