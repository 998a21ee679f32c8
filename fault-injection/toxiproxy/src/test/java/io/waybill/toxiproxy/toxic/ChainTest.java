package io.waybill.toxiproxy.toxic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each toxic does, to the millisecond. */
final class ChainTest {

    private static final int KILO = 1000;

    @Test
    void nothing_in_between_passes_everything_at_once() {
        Bench bench = new Bench();

        bench.send("a");
        bench.chain().end();

        assertThat(bench.arrivals()).containsExactly("0:a", "0:end");
    }

    @Test
    void a_latency_delays_each_chunk_by_its_own_time() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", 100L));

        bench.send("a");
        bench.pass(30);
        bench.send("b");
        bench.chain().end();
        bench.pass(200);

        assertThat(bench.arrivals()).containsExactly("100:a", "130:b", "130:end");
    }

    @Test
    void jitter_moves_times_and_nothing_overtakes() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", 50L, "jitter", 50L));

        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            bench.send("<" + i + ">");
            sent.append('<').append(i).append('>');
            bench.pass(1);
        }
        bench.pass(101);

        assertThat(bench.text()).isEqualTo(sent.toString());
        assertThat(Set.copyOf(bench.arrivals().stream()
                        .map(arrival -> arrival.substring(0, arrival.indexOf(':')))
                        .toList()))
                .hasSizeGreaterThan(5);
    }

    @Test
    void two_latencies_add_up() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", 40L));
        bench.chain().add(Bench.toxic("u", ToxicType.LATENCY, Map.of("latency", 60L)));

        bench.send("a");
        bench.pass(200);

        assertThat(bench.arrivals()).containsExactly("100:a");
    }

    @Test
    void a_latency_that_changes_counts_from_the_arrival() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", 10_000L));
        bench.send("a");
        bench.pass(30);

        bench.chain().update(Bench.toxic("t", ToxicType.LATENCY, Map.of("latency", 50L)));
        bench.pass(100);

        assertThat(bench.arrivals()).containsExactly("50:a");
    }

    @Test
    void a_latency_that_goes_away_lets_go_of_everything_in_order() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", 10_000L));
        bench.send("a");
        bench.send("b");
        bench.chain().end();
        bench.pass(5);

        bench.chain().remove("t");

        assertThat(bench.arrivals()).containsExactly("5:a", "5:b", "5:end");
    }

    @Test
    void a_negative_latency_is_none() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", Long.MIN_VALUE));

        bench.send("a");

        assertThat(bench.arrivals()).containsExactly("0:a");
    }

    @Test
    void a_bandwidth_passes_a_tenth_of_a_second_at_once() {
        Bench bench = new Bench().with(ToxicType.BANDWIDTH, Map.of("rate", 10L));

        bench.send(2500);
        bench.pass(1000);

        assertThat(bench.arrivals().stream().map(arrival -> arrival.replaceAll("x+", "")))
                .containsExactly("100:", "200:", "250:");
        assertThat(bench.text()).hasSize(2500);
    }

    @Test
    void a_bandwidth_counts_what_came_before() {
        Bench bench = new Bench().with(ToxicType.BANDWIDTH, Map.of("rate", 1L));

        bench.send("a".repeat(10));
        bench.send("b".repeat(10));
        bench.pass(100);

        assertThat(bench.arrivals()).containsExactly("10:aaaaaaaaaa", "20:bbbbbbbbbb");
    }

    @Test
    void a_bandwidth_of_0_stalls_and_may_be_changed() {
        Bench bench = new Bench().with(ToxicType.BANDWIDTH, Map.of());
        bench.send("a".repeat(10));
        bench.pass(1000);
        List<String> before = List.copyOf(bench.arrivals());

        bench.chain().update(Bench.toxic("t", ToxicType.BANDWIDTH, Map.of("rate", 1L)));
        bench.pass(100);

        assertThat(before).isEmpty();
        assertThat(bench.arrivals()).containsExactly("1010:aaaaaaaaaa");
    }

    @Test
    void a_huge_rate_is_no_limit() {
        Bench bench = new Bench().with(ToxicType.BANDWIDTH, Map.of("rate", Long.MAX_VALUE));

        bench.send("a");
        bench.pass(1);

        assertThat(bench.text()).isEqualTo("a");
    }

    @Test
    void a_slow_close_delays_the_end_alone() {
        Bench bench = new Bench().with(ToxicType.SLOW_CLOSE, Map.of("delay", 100L));

        bench.send("a");
        bench.chain().end();
        bench.pass(200);

        assertThat(bench.arrivals()).containsExactly("0:a", "100:end");
    }

    @Test
    void a_timeout_ends_the_connection_after_silence_which_each_chunk_begins_anew() {
        Bench bench = new Bench().with(ToxicType.TIMEOUT, Map.of("timeout", 100L));

        bench.pass(80);
        bench.send("lost");
        bench.pass(80);
        bench.send("lost");
        bench.pass(200);

        assertThat(bench.arrivals()).containsExactly("260:end of all");
    }

    @Test
    void a_timeout_of_0_loses_everything_until_it_goes_away_and_the_connection_with_it() {
        Bench bench = new Bench().with(ToxicType.TIMEOUT, Map.of());

        bench.send("lost");
        bench.pass(10_000);
        bench.chain().remove("t");

        assertThat(bench.arrivals()).containsExactly("10000:end of all");
    }

    @Test
    void a_connection_that_is_spared_a_timeout_before_it_lost_anything_goes_on() {
        Bench bench = new Bench().with(ToxicType.TIMEOUT, Map.of());
        Bench loser = new Bench().with(ToxicType.TIMEOUT, Map.of());
        loser.send("lost");
        Toxic forNobody = Bench.toxic("t", ToxicType.TIMEOUT, Map.of()).with(0, Map.of());

        bench.chain().update(forNobody);
        loser.chain().update(forNobody);
        bench.send("a");
        loser.send("a");

        assertThat(bench.arrivals()).containsExactly("0:a");
        assertThat(loser.arrivals()).containsExactly("0:end of all");
    }

    @Test
    void a_reset_waits_for_data_and_then_for_its_time() {
        Bench bench = new Bench().with(ToxicType.RESET_PEER, Map.of("timeout", 50L));

        bench.pass(100);
        bench.send("lost");
        bench.pass(100);

        assertThat(bench.arrivals()).containsExactly("150:end of all");
        assertThat(bench.isReset()).isTrue();
    }

    @Test
    void a_reset_of_a_connection_that_was_open_is_an_end_in_order() {
        Bench bench = new Bench().opened().with(ToxicType.RESET_PEER, Map.of());

        bench.send("lost");

        assertThat(bench.arrivals()).containsExactly("0:end of all");
        assertThat(bench.isReset()).isFalse();
    }

    @Test
    void a_slicer_cuts_between_its_sizes_and_pauses_after_each() {
        Bench bench =
                new Bench().with(ToxicType.SLICER, Map.of("average_size", 100L, "size_variation", 50L, "delay", 1000L));

        bench.send(KILO);
        bench.pass(100);

        List<Integer> sizes = bench.arrivals().stream()
                .map(arrival -> arrival.length() - arrival.indexOf(':') - 1)
                .toList();
        assertThat(sizes).allMatch(size -> size >= 1 && size <= 150);
        assertThat(bench.text()).hasSize(KILO);
        assertThat(bench.arrivals().get(sizes.size() - 1)).startsWith(sizes.size() - 1 + ":");
    }

    @Test
    void a_slicer_of_any_sizes_comes_to_an_end() {
        for (long average : new long[] {-1, 0, 1, 100, Long.MAX_VALUE}) {
            for (long variation : new long[] {-1, 0, 1, 1000, Long.MAX_VALUE}) {
                Bench bench = new Bench()
                        .with(ToxicType.SLICER, Map.of("average_size", average, "size_variation", variation));

                bench.send(KILO);

                assertThat(bench.text()).hasSize(KILO);
            }
        }
    }

    @Test
    void a_limit_ends_the_connection_at_its_byte() {
        Bench bench = new Bench().with(ToxicType.LIMIT_DATA, Map.of("bytes", 5L));

        bench.send("abc");
        bench.send("def");
        bench.send("ghi");

        assertThat(bench.arrivals()).containsExactly("0:abc", "0:de", "0:end of all");
    }

    @Test
    void a_limit_that_becomes_more_counts_what_has_passed() {
        Bench bench = new Bench().with(ToxicType.LIMIT_DATA, Map.of("bytes", 3L));
        bench.send("ab");

        bench.chain().update(Bench.toxic("t", ToxicType.LIMIT_DATA, Map.of("bytes", 4L)));
        bench.send("cdef");

        assertThat(bench.arrivals()).containsExactly("0:ab", "0:cd", "0:end of all");
    }

    @Test
    void a_toxicity_spares_the_share_that_it_says_and_the_same_one_for_a_seed() {
        Set<Long> hit = hit(0.3f, 0);

        assertThat(hit).hasSizeBetween(200, 400);
        assertThat(hit(0.3f, 0)).isEqualTo(hit);
        assertThat(hit(0.3f, 77)).isNotEqualTo(hit);
        assertThat(hit(0.6f, 0)).containsAll(hit);
        assertThat(hit(0, 0)).isEmpty();
        assertThat(hit(1, 0)).hasSize(KILO);
    }

    private static Set<Long> hit(float toxicity, long seed) {
        Set<Long> hit = new HashSet<>();
        Toxic toxic = Bench.toxic("t", ToxicType.TIMEOUT, Map.of()).with(toxicity, Map.of());
        for (long connection = 0; connection < KILO; connection++) {
            Bench bench = new Bench(seed * KILO + connection, 1 << 20);
            bench.chain().add(toxic);
            bench.send("a");
            if (bench.text().isEmpty()) {
                hit.add(connection);
            }
        }
        return hit;
    }

    @Test
    void whoever_does_not_take_makes_the_sender_wait() {
        Bench bench = new Bench();
        bench.room(false);

        int sent = 0;
        while (bench.chain().hasRoom()) {
            bench.send(KILO);
            sent += KILO;
        }
        long held = bench.memory().bytes();
        bench.room(true);

        assertThat(held).isLessThan(2 * Stage.SMALL_ROOM_BYTES);
        assertThat(bench.text()).hasSize(sent);
        assertThat(bench.asked()).isPositive();
        assertThat(bench.memory().bytes()).isZero();
    }

    @Test
    void when_memory_is_scarce_a_latency_holds_no_more_than_others() {
        Bench rich = new Bench().with(ToxicType.LATENCY, Map.of("latency", 1000L));
        Bench poor = new Bench(1, KILO).with(ToxicType.LATENCY, Map.of("latency", 1000L));

        assertThat(filled(rich)).isBetween(14_000_000, 17_000_000);
        assertThat(filled(poor)).isLessThan(70_000);
    }

    private static int filled(Bench bench) {
        int sent = 0;
        while (bench.chain().hasRoom()) {
            bench.send(KILO);
            sent += KILO;
        }
        return sent;
    }

    @Test
    void who_waited_because_others_held_much_is_asked_for_more_when_they_do_not() {
        Bench bench = new Bench(1, 100 * KILO).with(ToxicType.LATENCY, Map.of("latency", 100L));
        bench.send(80 * KILO);
        bench.memory().add(80 * KILO);
        boolean hadRoom = bench.chain().hasRoom();
        bench.memory().add(-80 * KILO);
        int before = bench.asked();

        bench.pass(100);

        assertThat(hadRoom).isFalse();
        assertThat(bench.asked()).isGreaterThan(before);
    }

    @Test
    void who_waited_for_room_is_asked_for_more_when_a_toxic_is_added_in_between() {
        Bench bench = new Bench();
        bench.room(false);
        filled(bench);
        int before = bench.asked();

        bench.with(ToxicType.LATENCY, Map.of());

        assertThat(bench.asked()).isGreaterThan(before);
    }

    @Test
    void what_is_thrown_away_is_not_counted() {
        Bench bench = new Bench().with(ToxicType.LATENCY, Map.of("latency", 1000L));
        bench.send("abc");
        long held = bench.chain().heldBytes();

        bench.chain().release();

        assertThat(held).isEqualTo(3);
        assertThat(bench.chain().heldBytes()).isZero();
        assertThat(bench.memory().bytes()).isZero();
    }
}
