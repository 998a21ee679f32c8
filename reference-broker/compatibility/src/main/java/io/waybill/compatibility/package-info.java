/**
 * Clients that others have written, against the reference broker: what they do with any broker they must do with ours,
 * and what ours has not they must be told at once.
 */
@NullMarked
package io.waybill.compatibility;

import org.jspecify.annotations.NullMarked;
