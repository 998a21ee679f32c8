/** How the house is kept: which module may see which, and what a file of this repository may look like. */
@NullMarked
package io.waybill.architecture;

import org.jspecify.annotations.NullMarked;
