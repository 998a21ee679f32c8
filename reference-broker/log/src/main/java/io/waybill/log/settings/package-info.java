/** How a log is to behave: sizes, ages, timestamps, and the flaws that it may be given on purpose. */
@NullMarked
package io.waybill.log.settings;

import org.jspecify.annotations.NullMarked;
