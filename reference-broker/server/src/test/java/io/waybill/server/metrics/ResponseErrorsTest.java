package io.waybill.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Response;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of every answer that a node gives is found: each answer is made with one of everything in it. */
final class ResponseErrorsTest {

    /** A second error that stands beside the first and says why a part of it is missing. */
    private static final Set<String> NOT_COUNTED = Set.of("topicConfigError");

    /** Not offered, neither to clients nor to brokers. */
    private static final Set<Api> NOT_ANSWERED = Set.of(
            Api.OFFSET_COMMIT,
            Api.OFFSET_FETCH,
            Api.JOIN_GROUP,
            Api.SYNC_GROUP,
            Api.HEARTBEAT,
            Api.LEAVE_GROUP,
            Api.ADD_PARTITIONS_TO_TXN,
            Api.ADD_OFFSETS_TO_TXN,
            Api.END_TXN,
            Api.TXN_OFFSET_COMMIT,
            Api.WRITE_TXN_MARKERS);

    private int errors;

    static Stream<Class<?>> responses() {
        return Arrays.stream(Response.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("responses")
    void every_error_of_an_answer_is_told(Class<?> type) {
        var response = (Response) make(type);

        List<ErrorCode> told = new ArrayList<>();
        ResponseErrors.tell(response, told::add);

        assertThat(told).hasSize(NOT_ANSWERED.contains(response.api()) ? 0 : errors);
        assertThat(told).allMatch(error -> error == ErrorCode.NOT_CONTROLLER);
    }

    private Object make(Class<?> type) {
        try {
            var components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Arrays.stream(components)
                    .map(each -> value(each.getName(), each.getType(), each.getGenericType()))
                    .toArray();
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private @Nullable Object value(String name, Class<?> type, Type generic) {
        if (type == ErrorCode.class) {
            errors += NOT_COUNTED.contains(name) ? 0 : 1;
            return ErrorCode.NOT_CONTROLLER;
        }
        if (type == List.class) {
            Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
            return List.of(Optional.ofNullable(value(name, (Class<?>) element, element))
                    .orElseThrow());
        }
        if (type == String.class) {
            return "text";
        }
        if (type == UUID.class) {
            return new UUID(1, 2);
        }
        if (type == Integer.class) {
            return 1;
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(1);
        }
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return type.isRecord() ? make(type) : null;
    }
}
