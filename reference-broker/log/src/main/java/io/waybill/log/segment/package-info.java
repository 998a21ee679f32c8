/** The pieces that a log is cut into: a file of batches, and an index that says where in it an offset or a time is. */
@NullMarked
package io.waybill.log.segment;

import org.jspecify.annotations.NullMarked;
