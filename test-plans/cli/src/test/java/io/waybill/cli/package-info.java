/** The command line as its users see it: transcripts, exit codes, streams. */
@NullMarked
package io.waybill.cli;

import org.jspecify.annotations.NullMarked;
