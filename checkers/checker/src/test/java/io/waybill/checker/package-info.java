/** Tests of what verdicts come to. */
@NullMarked
package io.waybill.checker;

import org.jspecify.annotations.NullMarked;
