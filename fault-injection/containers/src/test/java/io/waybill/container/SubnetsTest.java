package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.container.Subnets.Subnet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubnetsTest {

    private static Subnet subnet(String text) {
        return Subnets.parse(text).orElseThrow();
    }

    @Test
    void ours_are_counted_through_and_begin_again() {
        assertThat(Subnets.at(0)).hasToString("10.200.0.0/24");
        assertThat(Subnets.at(257)).hasToString("10.201.1.0/24");
        assertThat(Subnets.at(Subnets.COUNT - 1)).hasToString("10.249.255.0/24");
        assertThat(Subnets.at(Subnets.COUNT)).isEqualTo(Subnets.at(0));
        assertThat(Subnets.at(-1)).isEqualTo(Subnets.at(Subnets.COUNT - 1));
        assertThat(Subnets.at(0).host(11)).isEqualTo("10.200.0.11");
    }

    @Test
    void networks_overlap_where_the_wider_one_holds_the_other() {
        Subnet wanted = subnet("10.200.7.0/24");

        assertThat(Subnets.isFree(wanted, List.of(subnet("10.200.6.0/24"), subnet("172.17.0.0/16"))))
                .isTrue();
        assertThat(Subnets.isFree(wanted, List.of(subnet("10.200.7.128/25")))).isFalse();
        assertThat(Subnets.isFree(wanted, List.of(subnet("10.0.0.0/8")))).isFalse();
        assertThat(Subnets.isFree(wanted, List.of(subnet("0.0.0.0/0")))).isFalse();
        assertThat(Subnets.isFree(wanted, List.of(subnet("10.200.7.255/32")))).isFalse();
    }

    @Test
    void what_is_not_of_the_fourth_version_is_passed_over() {
        assertThat(Subnets.parse("fd00::/64")).isEmpty();
        assertThat(Subnets.parse("10.0.0.0")).isEmpty();
        assertThat(Subnets.parse("null")).isEmpty();
        assertThat(Subnets.parse("a.b.c.d/8")).isEmpty();
    }
}
