/** The plans that ship with the product, by name. Each name is the sentence that its run shows to be true. */
@NullMarked
package io.waybill.catalogue;

import org.jspecify.annotations.NullMarked;
