/**
 * A node's disk as a folder of files: what it promises is kept by system calls, and what breaks is told as it broke.
 *
 * <p>Two rules of the room: files are touched by the disk's own threads alone, and what they found out is handed to the
 * loop that had asked.
 */
@NullMarked
package io.waybill.server.files;

import org.jspecify.annotations.NullMarked;
