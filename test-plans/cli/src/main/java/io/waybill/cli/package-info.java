/**
 * The command line: what {@code waybill} understands, what it prints where, and with which exit code it ends.
 *
 * <p>Two rules of the room: stdout carries the result and nothing else, stderr progress and errors; and whatever goes
 * wrong ends in one clear line and an exit code that says whose fault it is, never in a stack trace.
 */
@NullMarked
package io.waybill.cli;

import org.jspecify.annotations.NullMarked;
