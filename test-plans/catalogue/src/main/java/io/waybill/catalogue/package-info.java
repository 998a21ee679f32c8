/**
 * The plans that ship with the product, as files by name. Each name is the sentence that its run shows to be true. The
 * files in {@code base} are what they have in common; any plan may extend them, as {@code builtin:base/…}.
 */
@NullMarked
package io.waybill.catalogue;

import org.jspecify.annotations.NullMarked;
