/** Tests of the judge of groups. */
@NullMarked
package io.waybill.checker.group;

import org.jspecify.annotations.NullMarked;
