/** What can be asked of the metadata, what it answers, and both as bytes. */
@NullMarked
package io.waybill.broker.metadata.command;

import org.jspecify.annotations.NullMarked;
