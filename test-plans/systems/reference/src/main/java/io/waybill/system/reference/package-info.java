/**
 * Our own broker as a system under test: a process or a container a node, driven by what speaks Kafka's protocol.
 *
 * <p>A rule of the room: a flaw is planted only where the run asks for it, and every node's log says so.
 */
@NullMarked
package io.waybill.system.reference;

import org.jspecify.annotations.NullMarked;
