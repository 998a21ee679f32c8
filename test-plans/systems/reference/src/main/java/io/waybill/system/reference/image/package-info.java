/** What is in the images of our broker and of our server of proxies: their classes, their flags, their commands. */
@NullMarked
package io.waybill.system.reference.image;

import org.jspecify.annotations.NullMarked;
