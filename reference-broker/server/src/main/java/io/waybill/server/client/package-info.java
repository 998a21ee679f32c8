/**
 * The reference clients for plain Java: producers, consumers and administrators on real sockets, asked by any thread
 * and answering with futures.
 *
 * <p>Two rules of the room: what a client decides happens on the one loop of its clients; and whoever waits for an
 * answer gets one, even where the loop has crashed.
 */
@NullMarked
package io.waybill.server.client;

import org.jspecify.annotations.NullMarked;
