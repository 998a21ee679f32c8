/** Tests of the judge of queues, against enumerators that try all completions. */
@NullMarked
package io.waybill.checker.queue;

import org.jspecify.annotations.NullMarked;
