package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.binary.MalformedBytesException;
import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.CommandResult.Partitions;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.ResultCodec;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.MetadataUpdate;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What holds after any commands. To replay a failure, call {@code run} with the seed that its message names. */
class MetadataPropertyTest {

    private static final int SEEDS = 40;
    private static final int COMMANDS = 300;

    @Test
    void leaders_replicas_and_epochs_are_right_after_any_commands() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed, MetadataMutants.NONE);
        }
    }

    @Test
    void mutants_that_break_what_must_hold_are_seen() {
        var mutants = List.of(MetadataMutant.C2, MetadataMutant.C4, MetadataMutant.R7);

        var seen = mutants.stream().filter(MetadataPropertyTest::isSeen).toList();

        assertThat(seen).isEqualTo(mutants);
    }

    private static boolean isSeen(MetadataMutant mutant) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                run(seed, MetadataMutants.of(mutant));
            } catch (AssertionError broken) {
                return true;
            }
        }
        return false;
    }

    private static void run(long seed, MetadataMutants mutants) {
        var machine = new MetadataMachine(mutants);
        var commands = new RandomCommands(Randomness.ofSeed(seed), machine.image());
        for (int i = 1; i <= COMMANDS; i++) {
            var before = List.copyOf(machine.image().topics());
            var command = commands.next();

            var result = ResultCodec.decode(machine.apply(i, CommandCodec.encode(command)));

            int at = i;
            Supplier<String> where = () -> "seed " + seed + ", command " + at + ", " + command + " gave " + result;
            for (TopicImage topic : machine.image().topics()) {
                topic.partitions().forEach(state -> checkState(machine.image(), topic, state, where));
            }
            before.forEach(topic -> checkStep(machine.image(), topic, command, where));
            if (result.error() != MetadataError.NONE) {
                assertThat(machine.image().topics()).as(where).isEqualTo(before);
            }
        }
    }

    private static void checkState(
            MetadataImage image, TopicImage topic, PartitionState state, Supplier<String> where) {
        var isr = state.isr();
        assertThat(isr).as(where).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(state.replicas());
        assertThat(state.elr()).as(where).noneMatch(isr::contains).isSubsetOf(state.replicas());
        assertThat(state.lastKnownElr()).as(where).noneMatch(state.elr()::contains);
        int needed = Integer.parseInt(image.topicConfig(TopicKeys.MIN_INSYNC_REPLICAS, topic.name()));
        if (state.hasLeader()) {
            assertThat(isr).as(where).contains(state.leader()).allMatch(image::isActive);
            if (isr.size() >= Math.min(needed, state.replicas().size())) {
                assertThat(state.elr()).as(where).isEmpty();
            }
        } else {
            assertThat(isr).as(where).noneMatch(image::isActive);
            assertThat(state.elr()).as(where).noneMatch(image::isActive);
        }
        if (state.hasLeader() && state.recovery() == LeaderRecovery.RECOVERING) {
            assertThat(isr).as(where).containsExactly(state.leader());
        }
    }

    private static void checkStep(
            MetadataImage image, TopicImage before, MetadataCommand command, Supplier<String> where) {
        var after = image.topic(before.id());
        for (int i = 0; after.isPresent() && i < before.partitions().size(); i++) {
            var old = before.partitions().get(i);
            var state = after.get().partitions().get(i);
            int steps = state.equals(old) ? 0 : 1;
            if (!state.equals(old)) {
                assertThat(state.partitionEpoch()).as(where).isGreaterThan(old.partitionEpoch());
            }
            assertThat(state.partitionEpoch() - old.partitionEpoch()).as(where).isBetween(steps, 2 * steps);
            assertThat(state.leaderEpoch()).as(where).isGreaterThanOrEqualTo(old.leaderEpoch());
            if (state.leader() != old.leader()) {
                assertThat(state.leaderEpoch()).as(where).isGreaterThan(old.leaderEpoch());
            }
            boolean asked = command instanceof ElectLeaders election && election.kind() == ElectionKind.UNCLEAN;
            boolean unclean = asked
                    || Boolean.parseBoolean(image.topicConfig(TopicKeys.UNCLEAN_LEADER_ELECTION_ENABLE, before.name()));
            if (state.hasLeader() && !unclean) {
                var entitled = new TreeSet<>(old.isr());
                entitled.addAll(old.elr());
                assertThat(entitled).as(where).contains(state.leader());
            }
        }
    }

    @Test
    void the_same_log_gives_the_same_bytes() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var first = new MetadataMachine(MetadataMutants.NONE);
            var second = new MetadataMachine(MetadataMutants.NONE);
            var commands = new RandomCommands(Randomness.ofSeed(seed), first.image());
            for (int i = 1; i <= COMMANDS; i++) {
                var command = CommandCodec.encode(commands.next());
                assertThat(second.apply(i, command.duplicate()))
                        .as("seed %d, command %d", seed, i)
                        .isEqualTo(first.apply(i, command));
            }

            assertThat(second.snapshot()).as("seed %d", seed).isEqualTo(first.snapshot());
            assertThat(second.digest()).as("seed %d", seed).isEqualTo(first.digest());
        }
    }

    @Test
    void a_copy_that_takes_every_step_is_the_same_also_over_snapshots() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = Randomness.ofSeed(seed).fork("copies");
            var whole = new MetadataMachine(MetadataMutants.NONE);
            var followed = new MetadataMachine(MetadataMutants.NONE);
            var copy = new MutableImage();
            followed.listen(
                    (image, changes) -> MetadataUpdate.of(image, changes).applyTo(copy));
            var commands = new RandomCommands(Randomness.ofSeed(seed), whole.image());
            boolean isBehind = false;
            for (int i = 1; i <= COMMANDS; i++) {
                var command = CommandCodec.encode(commands.next());
                whole.apply(i, command.duplicate());
                if (isBehind && random.chance(0.1)) {
                    followed.restore(whole.snapshot());
                    isBehind = false;
                } else if (!isBehind && random.chance(0.9)) {
                    followed.apply(i, command.duplicate());
                } else {
                    isBehind = true;
                }
                assertThat(words(copy)).as("seed %d, command %d", seed, i).isEqualTo(words(followed.image()));
            }
        }
    }

    private static List<Object> words(MetadataImage image) {
        var all = new ArrayList<Object>(List.of(image.controller(), image.controllerEpoch()));
        all.addAll(image.brokers());
        all.addAll(image.topics());
        all.addAll(((MutableImage) image).configured());
        ((MutableImage) image).configured().forEach(resource -> all.add(image.configs(resource)));
        image.topics()
                .forEach(topic -> all.add(List.of(
                        image.topic(topic.id()).orElseThrow(),
                        image.topic(topic.name()).orElseThrow())));
        return all;
    }

    @Test
    void a_snapshot_at_any_point_stands_for_the_log_before_it() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = Randomness.ofSeed(seed).fork("snapshots");
            var whole = new MetadataMachine(MetadataMutants.NONE);
            var restored = new MetadataMachine(MetadataMutants.NONE);
            var commands = new RandomCommands(Randomness.ofSeed(seed), whole.image());
            for (int i = 1; i <= COMMANDS; i++) {
                var command = CommandCodec.encode(commands.next());
                var result = whole.apply(i, command);
                if (random.chance(0.05)) {
                    // A machine of its own, and one that had applied something else.
                    restored = random.chance(0.5) ? new MetadataMachine(MetadataMutants.NONE) : restored;
                    restored.restore(whole.snapshot());
                } else {
                    assertThat(restored.apply(i, command))
                            .as("seed %d, command %d", seed, i)
                            .isEqualTo(result);
                }
                assertThat(restored.digest()).as("seed %d, command %d", seed, i).isEqualTo(whole.digest());
            }

            assertThat(restored.snapshot()).as("seed %d", seed).isEqualTo(whole.snapshot());
        }
    }

    @Test
    void what_changed_is_told_so_completely_that_another_can_follow() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var machine = new MetadataMachine(MetadataMutants.NONE);
            var follower = new ImageFollower();
            machine.listen((image, changes) -> changes.forEach(change -> change.match(follower)));
            var behind = new MetadataMachine(MetadataMutants.NONE);
            var late = new ImageFollower();
            behind.listen((image, changes) -> changes.forEach(change -> change.match(late)));
            var commands = new RandomCommands(Randomness.ofSeed(seed), machine.image());
            for (int i = 1; i <= COMMANDS; i++) {
                machine.apply(i, CommandCodec.encode(commands.next()));
                if (i % 37 == 0) {
                    behind.restore(machine.snapshot());
                    follower.assertFollows(machine.image(), "seed " + seed + ", command " + i);
                    late.assertFollows(machine.image(), "seed " + seed + ", snapshot " + i);
                }
            }
        }
    }

    @Test
    void commands_and_results_are_read_as_they_were_written() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var machine = new MetadataMachine(MetadataMutants.NONE);
            var commands = new RandomCommands(Randomness.ofSeed(seed), machine.image());
            for (int i = 1; i <= COMMANDS; i++) {
                var command = commands.next();
                var bytes = CommandCodec.encode(command);
                var result = machine.apply(i, bytes);

                assertThat(CommandCodec.decode(bytes)).as("seed %d", seed).isEqualTo(command);
                assertThat(ResultCodec.encode(ResultCodec.decode(result)))
                        .as("seed %d", seed)
                        .isEqualTo(result);
            }
        }
    }

    @Test
    void damaged_bytes_are_refused_or_mean_another_command_and_never_break_the_machine() {
        int refused = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = Randomness.ofSeed(seed).fork("damage");
            var machine = new MetadataMachine(MetadataMutants.NONE);
            var commands = new RandomCommands(Randomness.ofSeed(seed), machine.image());
            for (int i = 1; i <= COMMANDS; i++) {
                var bytes = damaged(CommandCodec.encode(commands.next()), random);
                var result = ResultCodec.decode(machine.apply(i, bytes));
                refused += result.error() == MetadataError.INVALID_REQUEST ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(SEEDS);
    }

    private static ByteBuffer damaged(ByteBuffer bytes, Randomness random) {
        var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        if (random.chance(0.1)) {
            copy.limit(random.nextInt(copy.limit() + 1));
        } else if (random.chance(0.1)) {
            copy.put(random.nextInt(copy.limit()), (byte) random.nextInt(256));
        }
        return copy;
    }

    @Test
    void a_damaged_snapshot_is_refused_whole() {
        var cluster = MetadataCluster.ofThree();
        var snapshot = cluster.machine().snapshot();
        var torn = snapshot.duplicate().limit(snapshot.limit() - 1);

        assertThatThrownBy(() -> cluster.machine().restore(torn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasCauseInstanceOf(MalformedBytesException.class);
        assertThat(cluster.machine().snapshot()).isEqualTo(snapshot);
    }

    @Test
    void an_election_of_several_partitions_answers_for_each() {
        var cluster = MetadataCluster.ofThree();
        var partitions = List.of(MetadataCluster.partition(), MetadataCluster.partition());

        CommandResult result = cluster.apply(new ElectLeaders(ElectionKind.PREFERRED, partitions));

        assertThat(((Partitions) result).outcomes()).hasSize(2);
    }
}
