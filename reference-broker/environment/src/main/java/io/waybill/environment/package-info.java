/**
 * What a node may ask of the world: time, links, a disk, randomness, and someone to tell what it noticed. Broker,
 * quorum and client are decisions that reach the world through these interfaces alone, so the same code runs on real
 * sockets and files and in a simulated world that breaks things from a seed.
 *
 * <p>Three rules hold for every implementation, and a conformance suite asks each for them:
 *
 * <ul>
 *   <li>All callbacks of one {@link io.waybill.environment.Environment} run one after the other, on its loop, and never
 *       inside a call that the node makes: no method here calls back before it has returned.
 *   <li>All input and output is asynchronous, even where it could be immediate.
 *   <li>After a crash nothing of the crashed incarnation runs: no timer, no completion, no frame.
 * </ul>
 */
@NullMarked
package io.waybill.environment;

import org.jspecify.annotations.NullMarked;
