package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FreezingTest {

    private final AtomicInteger asked = new AtomicInteger();

    private void failing(int times, DockerException with) {
        Freezing.of(() -> {
            if (asked.incrementAndGet() <= times) {
                throw with;
            }
        });
    }

    private static DockerException busy() {
        return new InternalServerErrorException(
                "Status 500: {\"message\":\"OCI runtime pause failed: unable to freeze: unknown\"}");
    }

    @Test
    void a_container_whose_threads_come_and_go_is_frozen_in_the_end() {
        failing(Freezing.MOST_TRIES - 1, busy());

        assertThat(asked).hasValue(Freezing.MOST_TRIES);
    }

    @Test
    void what_cannot_be_frozen_is_said() {
        assertThatThrownBy(() -> failing(Integer.MAX_VALUE, busy()))
                .isInstanceOf(InternalServerErrorException.class)
                .hasMessageContaining("unable to freeze");
        assertThat(asked).hasValue(Freezing.MOST_TRIES);
    }

    @Test
    void another_failure_is_not_tried_again() {
        assertThatThrownBy(() -> failing(1, new NotFoundException("no such container")))
                .isInstanceOf(NotFoundException.class);
        assertThat(asked).hasValue(1);
    }
}
