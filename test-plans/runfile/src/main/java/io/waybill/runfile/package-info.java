/**
 * A run as one file: packed when it has ended, opened again by whoever has it, and never trusted. Whatever somebody
 * made of it is either read as it was written or refused with the reason.
 */
@NullMarked
package io.waybill.runfile;

import org.jspecify.annotations.NullMarked;
