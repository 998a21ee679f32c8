package io.waybill.broker.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.ActivateController;
import io.waybill.broker.metadata.command.MetadataCommand.ControlledShutdown;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnfenceBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.settings.ControllerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveControllerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 4;

    private final MetadataCluster cluster = MetadataCluster.ofThree();
    private final ActiveController controller = new ActiveController(cluster.image(), ControllerSettings.DEFAULT);

    private void activate() {
        cluster.apply(controller.activate(8, EPOCH, 0));
    }

    private Heartbeat alive(int broker) {
        return new Heartbeat(broker, cluster.epoch(broker), cluster.index(), false, false);
    }

    private Heartbeat stopping(int broker) {
        return new Heartbeat(broker, cluster.epoch(broker), cluster.index(), false, true);
    }

    private void applyAll(List<MetadataCommand> commands) {
        commands.forEach(cluster::apply);
    }

    @Test
    void a_controller_that_is_not_active_answers_that_and_decides_nothing() {
        var answer = controller.heartbeat(alive(1), 0);
        var commands = controller.tick(100 * SECOND);

        assertThat(answer.error()).isEqualTo(MetadataError.NOT_CONTROLLER);
        assertThat(commands).isEmpty();
        assertThat(controller.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_controller_says_first_that_it_is_active() {
        var command = controller.activate(8, EPOCH, 0);

        assertThat(command).isEqualTo(new ActivateController(8, EPOCH));
    }

    @Test
    void who_is_silent_for_the_whole_session_is_fenced() {
        activate();
        controller.heartbeat(alive(1), 5 * SECOND);
        controller.heartbeat(alive(3), 5 * SECOND);

        var justBefore = controller.tick(9 * SECOND - 1);
        var then = controller.tick(9 * SECOND);

        assertThat(justBefore).isEmpty();
        assertThat(then).containsExactly(new FenceBroker(2, cluster.epoch(2), EPOCH));
    }

    @Test
    void a_fence_that_is_not_applied_is_proposed_again_after_a_while() {
        activate();
        controller.tick(9 * SECOND);

        var soon = controller.tick(9 * SECOND + SECOND / 2);
        var later = controller.tick(10 * SECOND);

        assertThat(soon).isEmpty();
        assertThat(later).hasSize(3);
    }

    @Test
    void who_is_fenced_is_not_fenced_again() {
        activate();
        applyAll(controller.tick(9 * SECOND));

        var commands = controller.tick(20 * SECOND);

        assertThat(commands).isEmpty();
    }

    @Test
    void a_new_controller_gives_everybody_a_whole_session() {
        activate();
        controller.deactivate();
        cluster.apply(controller.activate(8, EPOCH + 1, 8 * SECOND));

        var early = controller.tick(16 * SECOND);
        var next = controller.nextNanos();

        assertThat(early).isEmpty();
        assertThat(next).isEqualTo(17 * SECOND);
    }

    @Test
    void who_has_caught_up_is_unfenced() {
        activate();
        cluster.register(2);

        var answer = controller.heartbeat(alive(2), SECOND);

        assertThat(answer.caughtUp()).isTrue();
        assertThat(answer.fenced()).isTrue();
        assertThat(answer.commands()).containsExactly(new UnfenceBroker(2, cluster.epoch(2), EPOCH));
    }

    @Test
    void who_has_not_applied_its_own_registration_stays_fenced() {
        activate();
        long epoch = cluster.register(2);

        var answer = controller.heartbeat(new Heartbeat(2, epoch, epoch - 1, false, false), SECOND);

        assertThat(answer.caughtUp()).isFalse();
        assertThat(answer.commands()).isEmpty();
    }

    @Test
    void who_asks_to_stay_fenced_stays_fenced() {
        activate();
        long epoch = cluster.register(2);

        var answer = controller.heartbeat(new Heartbeat(2, epoch, epoch, true, false), SECOND);

        assertThat(answer.commands()).isEmpty();
    }

    @Test
    void who_is_active_and_asks_to_be_fenced_is_fenced() {
        activate();

        var answer = controller.heartbeat(new Heartbeat(2, cluster.epoch(2), cluster.index(), true, false), SECOND);

        assertThat(answer.commands()).containsExactly(new FenceBroker(2, cluster.epoch(2), EPOCH));
    }

    @Test
    void a_former_life_does_not_keep_a_session_alive() {
        activate();

        var answer = controller.heartbeat(new Heartbeat(2, cluster.epoch(2) - 1, 99, false, false), SECOND);

        assertThat(answer.error()).isEqualTo(MetadataError.STALE_BROKER_EPOCH);
        assertThat(controller.tick(9 * SECOND)).contains(new FenceBroker(2, cluster.epoch(2), EPOCH));
    }

    @Test
    void a_broker_that_is_not_registered_is_told_so() {
        activate();

        var answer = controller.heartbeat(new Heartbeat(9, 1, 1, false, false), SECOND);

        assertThat(answer.error()).isEqualTo(MetadataError.BROKER_ID_NOT_REGISTERED);
    }

    @Test
    void who_wants_to_stop_hands_over_first() {
        activate();

        var answer = controller.heartbeat(stopping(1), SECOND);

        assertThat(answer.shutDown()).isFalse();
        assertThat(answer.commands()).containsExactly(new ControlledShutdown(1, cluster.epoch(1), EPOCH));
    }

    @Test
    void who_has_handed_over_stops_once_all_others_have_heard_so() {
        activate();
        List.of(1, 2, 3).forEach(id -> controller.heartbeat(alive(id), SECOND));
        applyAll(controller.heartbeat(stopping(1), SECOND).commands());

        var early = controller.heartbeat(stopping(1), 2 * SECOND);
        List.of(2, 3).forEach(id -> controller.heartbeat(alive(id), 2 * SECOND));
        var then = controller.heartbeat(stopping(1), 3 * SECOND);

        assertThat(early.shutDown()).isFalse();
        assertThat(then.shutDown()).isTrue();
    }

    @Test
    void who_has_handed_over_does_not_wait_for_one_that_stops_too_and_may_be_gone() {
        activate();
        List.of(1, 2, 3).forEach(id -> controller.heartbeat(alive(id), SECOND));
        applyAll(controller.heartbeat(stopping(3), SECOND).commands());
        applyAll(controller.heartbeat(stopping(1), SECOND).commands());
        controller.heartbeat(alive(2), 2 * SECOND);

        var answer = controller.heartbeat(stopping(1), 2 * SECOND);

        assertThat(answer.shutDown()).isTrue();
    }

    @Test
    void who_is_fenced_may_stop_at_once() {
        activate();
        cluster.fence(1);

        var answer = controller.heartbeat(stopping(1), SECOND);

        assertThat(answer.shutDown()).isTrue();
        assertThat(answer.commands()).isEmpty();
    }

    @Test
    void partitions_go_back_to_their_preferred_leaders_now_and_then() {
        activate();
        cluster.fence(1);
        cluster.unfence(1);
        cluster.isr(1, 2, 3);

        var commands = controller.tick(300 * SECOND);

        assertThat(commands).contains(new ElectLeaders(ElectionKind.PREFERRED, List.of(MetadataCluster.partition())));
    }

    @Test
    void partitions_stay_where_the_preferred_leader_is_not_in_sync() {
        activate();
        cluster.fence(1);
        cluster.unfence(1);

        var commands = controller.tick(300 * SECOND);

        assertThat(commands).noneMatch(ElectLeaders.class::isInstance);
    }
}
