/**
 * What happens to bytes on their way through a proxy: toxics as data, and the stages that make them true for one
 * direction of one connection.
 *
 * <p>A stage decides by the time that its thread's ticker tells and by draws that it is given, so that what it does can
 * be tested to the nanosecond. Everything here belongs to the thread of its connection.
 */
@NullMarked
package io.waybill.toxiproxy.toxic;

import org.jspecify.annotations.NullMarked;
