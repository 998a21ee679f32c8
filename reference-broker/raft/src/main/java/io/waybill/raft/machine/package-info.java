/**
 * What is replicated: machines that turn commands into state, the same on every member, and the guard that lets a
 * command that was sent twice take effect once.
 */
@NullMarked
package io.waybill.raft.machine;

import org.jspecify.annotations.NullMarked;
