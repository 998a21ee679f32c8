/**
 * How fast histories are judged: seeded histories of any size, and what judging them costs beside merely reading them.
 */
@NullMarked
package io.waybill.benchmark;

import org.jspecify.annotations.NullMarked;
