package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import org.junit.jupiter.api.Test;

final class FreezeTest {

    private static final String BUSY =
            "{\"message\":\"Cannot pause container c8: OCI runtime pause failed: unable to" + " freeze: unknown\"}";

    private int tries;

    /** What an engine does that fails at first. */
    private void fail(int times, String why) {
        if (++tries <= times) {
            throw new InternalServerErrorException(why);
        }
    }

    @Test
    void what_a_busy_machine_did_not_do_in_time_is_tried_again() {
        Freeze.of(() -> fail(3, BUSY));

        assertThat(tries).isEqualTo(4);
    }

    @Test
    void it_is_not_tried_for_ever() {
        assertThatThrownBy(() -> Freeze.of(() -> fail(Integer.MAX_VALUE, BUSY)))
                .isInstanceOf(InternalServerErrorException.class);

        assertThat(tries).isEqualTo(Freeze.TRIES);
    }

    @Test
    void any_other_error_is_one_at_once() {
        assertThatThrownBy(() -> Freeze.of(() -> fail(1, "no such container")))
                .isInstanceOf(InternalServerErrorException.class);

        assertThat(tries).isEqualTo(1);
    }
}
