package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which links each shape hits, on clusters of 3 and 5 nodes with the clients 101 and 102. */
class ShapeTest {

    private static final Victim ANY = Victim.any();

    @Test
    void isolation_cuts_a_node_from_all_others_and_leaves_clients_alone() {
        Target target = draw(3, Shape.isolate(ANY), List.of(2));

        assertThat(names(target)).containsExactly("1→2", "2→1", "2→3", "3→2");
        assertThat(target.hampered()).containsExactly(2);
    }

    @Test
    void isolation_of_five_nodes_cuts_eight_links() {
        Target target = draw(5, Shape.isolate(ANY), List.of(2));

        assertThat(names(target)).containsExactly("1→2", "2→1", "2→3", "2→4", "2→5", "3→2", "4→2", "5→2");
    }

    @Test
    void several_that_are_isolated_still_hear_each_other() {
        Target target = draw(5, Shape.isolate(ANY), List.of(1, 2));

        assertThat(target.links()).hasSize(12).doesNotContain(new Link(1, 2), new Link(2, 1));
    }

    @Test
    void one_way_in_makes_a_node_deaf() {
        Target target = draw(3, Shape.oneWayIn(ANY), List.of(2));

        assertThat(names(target)).containsExactly("1→2", "3→2");
    }

    @Test
    void one_way_out_makes_a_node_mute() {
        Target target = draw(5, Shape.oneWayOut(ANY), List.of(2));

        assertThat(names(target)).containsExactly("2→1", "2→3", "2→4", "2→5");
    }

    @Test
    void halves_of_three_are_one_and_two() {
        Target target = draw(3, Shape.halves(ANY), List.of(3));

        assertThat(names(target)).containsExactly("1→3", "2→3", "3→1", "3→2");
        assertThat(target.nodes()).containsExactly(3);
    }

    @Test
    void halves_of_five_are_two_and_three_with_the_victim_in_the_smaller() {
        Target target = draw(5, Shape.halves(ANY), List.of(3));

        assertThat(target.nodes()).hasSize(2).contains(3);
        assertThat(target.links())
                .hasSize(12)
                .doesNotContain(new Link(target.nodes().get(0), target.nodes().get(1)));
        assertThat(target.hampered()).containsExactlyElementsOf(target.nodes());
    }

    @Test
    void a_pair_is_cut_in_both_directions_and_hampers_one_of_the_two() {
        Target target = draw(3, Shape.pair(ANY, ANY), List.of(1), List.of(3));

        assertThat(names(target)).containsExactly("1→3", "3→1");
        assertThat(target.hampered()).hasSize(1);
    }

    @Test
    void a_bridge_of_three_cuts_the_other_two_from_each_other() {
        Target target = draw(3, Shape.bridge(ANY), List.of(2));

        assertThat(names(target)).containsExactly("1→3", "3→1");
        assertThat(target.nodes()).containsExactly(2);
        assertThat(target.hampered()).hasSize(1);
    }

    @Test
    void a_bridge_of_five_connects_two_and_two() {
        Target target = draw(5, Shape.bridge(ANY), List.of(2));

        assertThat(target.links()).hasSize(8).noneMatch(link -> link.from() == 2 || link.to() == 2);
        assertThat(target.hampered()).hasSize(2).doesNotContain(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 9})
    void in_a_ring_every_node_hears_a_majority_and_no_two_the_same(int size) {
        Target target = draw(size, Shape.ring());

        List<SortedSet<Integer>> heard = new ArrayList<>();
        for (int node = 1; node <= size; node++) {
            int to = node;
            SortedSet<Integer> own = new TreeSet<>(nodes(size));
            target.links().stream().filter(link -> link.to() == to).forEach(link -> own.remove(link.from()));
            heard.add(own);
        }
        assertThat(heard)
                .allMatch(own -> own.size() > size / 2 && own.size() < size)
                .doesNotHaveDuplicates();
        assertThat(target.links()).allMatch(link -> target.links().contains(link.reversed()));
    }

    @Test
    void a_ring_needs_five_nodes() {
        Target target = draw(3, Shape.ring());

        assertThat(target.refusal()).isEqualTo("a ring of majorities needs 5 nodes, there are 3");
    }

    @Test
    void a_node_is_cut_from_the_controllers_only() {
        Target target = draw(5, Shape.fromControllers(ANY), List.of(5), List.of(1, 2, 3));

        assertThat(names(target)).containsExactly("1→5", "2→5", "3→5", "5→1", "5→2", "5→3");
        assertThat(target.hampered()).containsExactly(5);
    }

    @Test
    void clients_are_cut_from_the_leader_and_no_node_is_hampered() {
        Target target = draw(3, Shape.clientsFrom(ANY), List.of(1), List.of(101, 102));

        assertThat(names(target)).containsExactly("1→101", "1→102", "101→1", "102→1");
        assertThat(target.hampered()).isEmpty();
    }

    @Test
    void all_links_of_a_node_include_those_to_clients() {
        Target target = draw(3, Shape.every(ANY), List.of(1));

        assertThat(names(target)).containsExactly("1→2", "1→3", "1→101", "1→102", "2→1", "3→1", "101→1", "102→1");
    }

    @Test
    void a_fault_that_only_degrades_hampers_nobody() {
        ShapeOutline outline = new ShapeOutline(nodes(3), List.of(), List.of(List.of(2)), false, Randomness.ofSeed(1));

        Target target = outline.draw(Shape.isolate(ANY));

        assertThat(target.hampered()).isEmpty();
    }

    @Test
    void nobody_can_be_isolated_from_nobody() {
        Target target = draw(3, Shape.isolate(Victim.all()), List.of(1, 2, 3));

        assertThat(target.refusal()).isEqualTo("nobody is left on the other side of all nodes");
    }

    private static Target draw(int size, Shape shape) {
        return draw(size, List.of(), shape);
    }

    private static Target draw(int size, Shape shape, List<Integer> victims) {
        return draw(size, List.of(victims), shape);
    }

    private static Target draw(int size, Shape shape, List<Integer> one, List<Integer> other) {
        return draw(size, List.of(one, other), shape);
    }

    private static Target draw(int size, List<List<Integer>> victims, Shape shape) {
        return new ShapeOutline(nodes(size), List.of(101, 102), victims, true, Randomness.ofSeed(7)).draw(shape);
    }

    private static List<Integer> nodes(int size) {
        return IntStream.rangeClosed(1, size).boxed().toList();
    }

    private static List<String> names(Target target) {
        return target.links().stream().map(Link::toString).toList();
    }
}
