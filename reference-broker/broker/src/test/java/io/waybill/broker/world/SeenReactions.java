package io.waybill.broker.world;

import io.waybill.broker.metadata.Reactions;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.List;

/** What a broker was to do, in words. */
public final class SeenReactions implements Reactions {

    public final List<String> seen = new ArrayList<>();
    private final Leads leads;

    /** Is told that a broker leads. */
    public interface Leads {
        void leads(TopicImage topic, int partition, int leaderEpoch);
    }

    public SeenReactions(Leads leads) {
        this.leads = leads;
    }

    @Override
    public void registered(MetadataImage image, BrokerRegistration self) {
        seen.add("registered");
    }

    @Override
    public void superseded(MetadataImage image) {
        seen.add("superseded");
    }

    @Override
    public void standingChanged(MetadataImage image, BrokerRegistration self) {
        seen.add(self.fenced() ? "fenced" : self.isShuttingDown() ? "stopping" : "unfenced");
    }

    @Override
    public void becameLeader(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        seen.add("leads " + topic.name() + " in " + state.leaderEpoch());
        leads.leads(topic, partition, state.leaderEpoch());
    }

    @Override
    public void becameFollower(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        seen.add("follows " + state.leader() + " in " + topic.name());
    }

    @Override
    public void isrChanged(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        seen.add("isr of " + topic.name() + " " + state.isr());
    }

    @Override
    public void topicDeleted(MetadataImage image, TopicImage topic) {
        seen.add("deleted " + topic.name());
    }

    @Override
    public void configsChanged(MetadataImage image, ConfigResource resource) {
        seen.add("configs of " + resource);
    }

    @Override
    public void controllerChanged(MetadataImage image, int controller, long epoch) {
        seen.add("controller " + controller);
    }
}
