/**
 * A broker in memory, with a faithful replicated log and flaws that can be switched on: what the harness is tested on.
 */
@NullMarked
package io.waybill.runner.toy;

import org.jspecify.annotations.NullMarked;
