package io.waybill.broker.metadata;

import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;

/** What a broker does about changes that concern it; called by {@link LocalView} in the order of the log. */
public interface Reactions {

    /** This life is registered: every replica that it has follows, as if it had just become what it is. */
    void registered(MetadataImage image, BrokerRegistration self);

    /** Another life took the place of this one, or the broker was unregistered: it must register anew or stop. */
    void superseded(MetadataImage image);

    /** Whether this life is fenced or is to stop has changed. */
    void standingChanged(MetadataImage image, BrokerRegistration self);

    /** This broker leads a partition in a new leader epoch. */
    void becameLeader(MetadataImage image, TopicImage topic, int partition, PartitionState state);

    /** This broker follows in a new leader epoch; while the leader is {@link PartitionState#NOBODY}, nobody. */
    void becameFollower(MetadataImage image, TopicImage topic, int partition, PartitionState state);

    /** The partition epoch has changed, and the leader epoch has not: ISR, ELR or recovery are different. */
    void isrChanged(MetadataImage image, TopicImage topic, int partition, PartitionState state);

    /** A topic is gone that this broker had replicas of. */
    void topicDeleted(MetadataImage image, TopicImage topic);

    /** Configurations of a topic, of this broker or of all brokers have changed. */
    void configsChanged(MetadataImage image, ConfigResource resource);

    /** Another controller is active. */
    void controllerChanged(MetadataImage image, int controller, long epoch);
}
