/**
 * What stands in a plan file before anybody knows what it means: maps, lists and scalars, each with its place, so that
 * whatever is wrong can be shown where it stands. Trees are merged, and values set in them, by pure functions.
 */
@NullMarked
package io.waybill.planfile.tree;

import org.jspecify.annotations.NullMarked;
