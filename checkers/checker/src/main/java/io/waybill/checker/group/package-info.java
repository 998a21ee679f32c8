/** The judge of groups: who may read a partition, and whether committed offsets are kept. */
@NullMarked
package io.waybill.checker.group;

import org.jspecify.annotations.NullMarked;
