@NullMarked
package io.waybill.planfile;

import org.jspecify.annotations.NullMarked;
