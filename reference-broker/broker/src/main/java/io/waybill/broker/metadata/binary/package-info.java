/** Bytes for the metadata: written compactly, and read without trusting them. */
@NullMarked
package io.waybill.broker.metadata.binary;

import org.jspecify.annotations.NullMarked;
