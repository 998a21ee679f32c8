/** Shows that a run's file gives back what was packed, and that no other file is taken for one. */
@NullMarked
package io.waybill.runfile;

import org.jspecify.annotations.NullMarked;
