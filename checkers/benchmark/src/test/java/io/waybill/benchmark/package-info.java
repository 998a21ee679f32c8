/** Tests of the generators: the checkers find in what they write what they say they planted. */
@NullMarked
package io.waybill.benchmark;

import org.jspecify.annotations.NullMarked;
