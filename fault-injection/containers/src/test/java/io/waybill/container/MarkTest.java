package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.local.Owner;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MarkTest {

    /** A process id that no system gives. */
    private static final Owner NOBODY = new Owner(Integer.MAX_VALUE, 1);

    @Test
    void what_is_written_on_a_label_is_read_again() {
        Mark mark = Mark.next();

        assertThat(Mark.of(mark.labels())).hasValue(mark);
        assertThat(Mark.next()).isNotEqualTo(mark);
    }

    @Test
    void what_has_no_mark_is_nobodys() {
        Map<String, String> labels = new HashMap<>(Mark.next().labels());
        labels.put(Mark.OWNER, "me");

        assertThat(Mark.of(labels)).isEmpty();
        assertThat(Mark.of(Map.of("org.testcontainers", "true"))).isEmpty();
        assertThat(Mark.of(null)).isEmpty();
    }

    @Test
    void only_what_a_dead_process_of_this_world_owns_is_abandoned() {
        Mark mine = Mark.next();

        assertThat(mine.isAbandoned()).isFalse();
        assertThat(new Mark(NOBODY, mine.world(), "x").isAbandoned()).isTrue();
        assertThat(new Mark(NOBODY, "another boot/pid:[1]", "x").isAbandoned()).isFalse();
    }
}
