/**
 * What may stand in a plan file. A form reads a tree into a value, or says what is wrong with it and where; and the
 * same form says what it accepts as JSON Schema, so that the two cannot drift apart.
 */
@NullMarked
package io.waybill.planfile.form;

import org.jspecify.annotations.NullMarked;
