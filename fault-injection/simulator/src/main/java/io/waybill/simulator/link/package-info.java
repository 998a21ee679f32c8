/**
 * The network: connections over links, one link for each direction of each pair of nodes, and what breaks them.
 *
 * <p>Whatever travels (a request to connect, a frame, a farewell) is an event at the time of its arrival. Faults act
 * where it is sent and where it arrives; what is held back waits in the link, in order.
 */
@NullMarked
package io.waybill.simulator.link;

import org.jspecify.annotations.NullMarked;
