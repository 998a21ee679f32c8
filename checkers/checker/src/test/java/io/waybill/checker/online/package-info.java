/** Tests of what is confirmed and what is suspected while a history is being written. */
@NullMarked
package io.waybill.checker.online;

import org.jspecify.annotations.NullMarked;
