/** Tests of comparing two runs. */
@NullMarked
package io.waybill.cli.diff;

import org.jspecify.annotations.NullMarked;
