/** The command line as its users see it: transcripts, exit codes, streams. */
@NullMarked
package io.waybill.cli.doctor;

import org.jspecify.annotations.NullMarked;
