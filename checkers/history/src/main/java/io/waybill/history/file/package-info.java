/**
 * The file a history is kept in: append-only, checksummed blocks of columns, readable after its writer was killed at
 * any byte.
 *
 * <p>A file is a 64-byte head, then blocks, then (only when it was closed) an index and a 32-byte trailer. Every block
 * says in 80 bytes what it holds, so a file without an index is read by walking the heads.
 */
@NullMarked
package io.waybill.history.file;

import org.jspecify.annotations.NullMarked;
