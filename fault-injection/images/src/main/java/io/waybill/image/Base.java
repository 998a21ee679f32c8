package io.waybill.image;

import java.util.function.Function;
import java.util.function.Supplier;

/** What an image is built on. */
public sealed interface Base {

    /** Nothing: a runtime linked from the Java of this process and the C library that it needs. Needs no network. */
    record Scratch() implements Base {
        @Override
        public String toString() {
            return "scratch";
        }
    }

    /**
     * An image with a Java 17 or newer on its PATH.
     *
     * @param reference as for {@code docker pull}
     */
    record Image(String reference) implements Base {
        public Image {
            if (reference.isBlank()) {
                throw new IllegalArgumentException("a base must be \"scratch\" or the name of an image, was blank");
            }
        }

        @Override
        public String toString() {
            return reference;
        }
    }

    /** Returns what needs no network. */
    static Base scratch() {
        return new Scratch();
    }

    /** Reads what people write: {@code scratch}, or the name of an image. */
    static Base of(String text) {
        return text.equals("scratch") ? scratch() : new Image(text);
    }

    /** Returns what one of the cases gives. */
    default <R> R match(Supplier<R> scratch, Function<Image, R> image) {
        return this instanceof Image some ? image.apply(some) : scratch.get();
    }
}
