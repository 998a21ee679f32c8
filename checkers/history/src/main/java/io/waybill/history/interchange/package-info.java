/**
 * What every import needs, whatever the format: problems with their places, a file of our own that vanishes when it is
 * closed, and dense ids for messages that other people name by their values.
 */
@NullMarked
package io.waybill.history.interchange;

import org.jspecify.annotations.NullMarked;
