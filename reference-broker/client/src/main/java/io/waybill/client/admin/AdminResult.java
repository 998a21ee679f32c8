package io.waybill.client.admin;

import java.util.function.Function;

/**
 * How a wish ended, as far as the client can know.
 *
 * @param <T> what is said where it was carried out
 */
public sealed interface AdminResult<T> {

    /** Returns what the case that it is gives. */
    <R> R match(Function<Done<T>, R> done, Function<Failed<T>, R> failed, Function<Unknown<T>, R> unknown);

    /**
     * It was carried out, or the question was answered.
     *
     * @param value what was said
     */
    record Done<T>(T value) implements AdminResult<T> {
        @Override
        public <R> R match(Function<Done<T>, R> done, Function<Failed<T>, R> failed, Function<Unknown<T>, R> unknown) {
            return done.apply(this);
        }
    }

    /**
     * It was certainly not carried out and never will be, or the question was not answered.
     *
     * @param error Kafka's name of it
     * @param reason how that is known
     */
    record Failed<T>(String error, String reason) implements AdminResult<T> {
        @Override
        public <R> R match(Function<Done<T>, R> done, Function<Failed<T>, R> failed, Function<Unknown<T>, R> unknown) {
            return failed.apply(this);
        }
    }

    /**
     * Nobody knows whether it was or will be carried out. Never said of a question.
     *
     * @param error Kafka's name of it
     * @param reason why it proves nothing
     */
    record Unknown<T>(String error, String reason) implements AdminResult<T> {
        @Override
        public <R> R match(Function<Done<T>, R> done, Function<Failed<T>, R> failed, Function<Unknown<T>, R> unknown) {
            return unknown.apply(this);
        }
    }
}
