/**
 * The clients of a simulated cluster: producers that send what is due, consumers that read all of it, each a program of
 * a node of its own, and the history that they write of what they saw.
 */
@NullMarked
package io.waybill.simulation.cluster.client;

import org.jspecify.annotations.NullMarked;
