/** The launcher script at the root, tried with a Maven and a Java that only pretend. */
@NullMarked
package io.waybill.launcher;

import org.jspecify.annotations.NullMarked;
