/** What a log needs of files: their names, small ones that are replaced as a whole, and steps that wait for a disk. */
@NullMarked
package io.waybill.log.file;

import org.jspecify.annotations.NullMarked;
