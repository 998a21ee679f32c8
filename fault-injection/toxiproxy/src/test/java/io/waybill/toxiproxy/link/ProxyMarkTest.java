package io.waybill.toxiproxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProxyMarkTest {

    /** No system has so many processes. */
    private static final long NOBODY = 999_999_999_999L;

    private static final ProxyMark MINE = ProxyMark.ofThisProcess();

    @Test
    void what_a_process_that_is_gone_has_opened_is_orphaned() {
        assertThat(MINE.isOrphaned(new ProxyMark(NOBODY, 7).prefix() + "1-to-2-broker"))
                .isTrue();
        assertThat(MINE.isOrphaned(new ProxyMark(MINE.pid(), 7).prefix() + "1-to-2-broker"))
                .as("of a process that had this one's id before it")
                .isTrue();
    }

    @Test
    void what_this_process_another_that_lives_or_anybody_else_has_opened_is_not() {
        long other = ProcessHandle.current().parent().orElseThrow().pid();

        assertThat(MINE.isOrphaned(MINE.prefix() + "1-to-2-broker")).isFalse();
        assertThat(MINE.isOrphaned(new ProxyMark(other, 7).prefix() + "1-to-2-broker"))
                .isFalse();
        assertThat(MINE.isOrphaned("mysql")).isFalse();
        assertThat(MINE.isOrphaned("waybill-of-somebody")).isFalse();
        assertThat(MINE.isOrphaned("1-to-2-broker")).isFalse();
    }
}
