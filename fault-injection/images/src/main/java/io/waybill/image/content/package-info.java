/**
 * What files are made of that go into images, and what of them can be left out: symbols of native libraries that no
 * program reads, classes of libraries that no class names.
 */
@NullMarked
package io.waybill.image.content;

import org.jspecify.annotations.NullMarked;
