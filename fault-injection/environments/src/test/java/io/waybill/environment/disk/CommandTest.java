package io.waybill.environment.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class CommandTest {

    /** Closes its output, so that it is awaited, before it does what it is for. */
    private static final String SLOW = "exec >&- 2>&-; sleep 0.1; ";

    @Test
    void an_interrupt_is_heard_when_the_program_has_ended() throws IOException {
        Thread.currentThread().interrupt();

        Command.run("sh", "-c", SLOW + "exit 0");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_fails_says_so_in_its_own_words() {
        assertThatThrownBy(() -> Command.run("sh", "-c", "echo no room; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessage("sh: no room");
        assertThatThrownBy(() -> Command.run("sh", "-c", SLOW + "exit 3")).hasMessage("sh: failed");
    }
}
