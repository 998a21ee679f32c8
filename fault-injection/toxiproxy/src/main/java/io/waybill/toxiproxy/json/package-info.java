/** JSON as maps, lists, texts, numbers and truths, read as leniently as Toxiproxy reads it. */
@NullMarked
package io.waybill.toxiproxy.json;

import org.jspecify.annotations.NullMarked;
