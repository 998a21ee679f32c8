/**
 * Nodes of our own broker as processes of this machine: their command line, their addresses and their configuration,
 * the same for clusters that outlive the command and for clusters under test.
 */
@NullMarked
package io.waybill.system.reference.node;

import org.jspecify.annotations.NullMarked;
