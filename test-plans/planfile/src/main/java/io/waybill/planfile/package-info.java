/**
 * Plan files: YAML that a person writes, read into a plan or refused with everything that is wrong with it at once,
 * each with its place; a plan written as such a file again; and the JSON Schema of both.
 */
@NullMarked
package io.waybill.planfile;

import org.jspecify.annotations.NullMarked;
