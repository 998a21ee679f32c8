/**
 * Images of containers, built without a Dockerfile, a registry or a daemon: from the classes and the Java of this
 * process, the same bytes for the same inputs.
 *
 * <p>Two rules of the room: what is in an image is decided by its recipe and its base alone; and an image that an
 * engine has already is not built again.
 */
@NullMarked
package io.waybill.image;

import org.jspecify.annotations.NullMarked;
