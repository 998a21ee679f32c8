package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.MetadataCommand.ActivateController;
import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LocalViewTest {

    private static final UUID LIFE = new UUID(99, 99);

    private final List<String> told = new ArrayList<>();

    /** A cluster in which broker 1 lives as {@link #LIFE}, leads nothing yet and is fenced. */
    private MetadataCluster living(MetadataMutant... mutants) {
        var cluster = MetadataCluster.ofThree();
        var view = new LocalView(1, LIFE, MetadataMutants.of(mutants), new Told(told));
        cluster.machine().listen(view);
        cluster.apply(new RegisterBroker(1, LIFE, List.of(), null, -1));
        return cluster;
    }

    @Test
    void a_life_hears_nothing_before_its_registration_and_then_everything() {
        var cluster = MetadataCluster.ofThree();
        cluster.machine().listen(new LocalView(1, LIFE, MetadataMutants.NONE, new Told(told)));

        cluster.fence(2);
        cluster.apply(new RegisterBroker(1, LIFE, List.of(), null, -1));

        assertThat(told).containsExactly("registered", "follows 3 in epoch 1");
    }

    @Test
    void mutant_C5_a_life_acts_on_what_was_meant_for_the_one_before() {
        var cluster = MetadataCluster.ofThree();
        cluster.machine().listen(new LocalView(1, LIFE, MetadataMutants.of(MetadataMutant.C5), new Told(told)));

        cluster.fence(2);

        assertThat(told).containsExactly("registered", "leads in epoch 0");
    }

    @Test
    void a_life_hears_that_it_leads_and_that_it_follows() {
        var cluster = living();
        told.clear();

        cluster.unfence(1);
        cluster.isr(1, 2, 3);
        cluster.fence(2);
        cluster.fence(3);
        cluster.fence(1);

        assertThat(told)
                .containsExactly(
                        "fenced false",
                        "isr [1, 2, 3]",
                        "leads in epoch 2",
                        "isr [1]",
                        "fenced true",
                        "follows -1 in epoch 3");
    }

    @Test
    void a_life_that_another_takes_the_place_of_hears_no_more() {
        var cluster = living();
        told.clear();

        cluster.register(1);
        cluster.fence(2);

        assertThat(told).containsExactly("superseded");
    }

    @Test
    void a_life_hears_of_topics_that_go_and_configurations_that_change() {
        var cluster = living();
        told.clear();

        cluster.set("retention.ms", "5");
        cluster.set(ConfigResource.broker(1), "num.partitions", "5");
        cluster.set(ConfigResource.broker(2), "num.partitions", "5");
        cluster.apply(new ActivateController(7, 8));
        cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));

        assertThat(told).containsExactly("configs topic t", "configs broker 1", "controller 7 in epoch 8", "deleted t");
    }

    @Test
    void a_snapshot_tells_what_is_different() {
        var cluster = living();
        var behind = MetadataCluster.empty();
        behind.machine().listen(new LocalView(1, LIFE, MetadataMutants.NONE, new Told(told)));
        behind.machine().restore(cluster.machine().snapshot());
        cluster.unfence(1);
        cluster.fence(2);
        cluster.fence(3);
        told.clear();
        var newest = cluster.machine().snapshot();

        behind.machine().restore(newest);

        assertThat(told).containsExactly("fenced false", "follows -1 in epoch 3");
    }

    /** Writes down what it is told. */
    private record Told(List<String> told) implements Reactions {

        @Override
        public void registered(MetadataImage image, BrokerRegistration self) {
            told.add("registered");
        }

        @Override
        public void superseded(MetadataImage image) {
            told.add("superseded");
        }

        @Override
        public void standingChanged(MetadataImage image, BrokerRegistration self) {
            told.add("fenced " + self.fenced());
        }

        @Override
        public void becameLeader(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
            told.add("leads in epoch " + state.leaderEpoch());
        }

        @Override
        public void becameFollower(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
            told.add("follows " + state.leader() + " in epoch " + state.leaderEpoch());
        }

        @Override
        public void isrChanged(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
            told.add("isr " + state.isr());
        }

        @Override
        public void topicDeleted(MetadataImage image, TopicImage topic) {
            told.add("deleted " + topic.name());
        }

        @Override
        public void configsChanged(MetadataImage image, ConfigResource resource) {
            told.add("configs " + resource);
        }

        @Override
        public void controllerChanged(MetadataImage image, int controller, long epoch) {
            told.add("controller " + controller + " in epoch " + epoch);
        }
    }
}
