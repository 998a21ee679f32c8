/**
 * The clients of a simulated quorum: producers, consumers and an operator, each a program of a node, what they share
 * for the length of a run, and the history that they write of what they saw.
 */
@NullMarked
package io.waybill.simulation.quorum.client;

import org.jspecify.annotations.NullMarked;
