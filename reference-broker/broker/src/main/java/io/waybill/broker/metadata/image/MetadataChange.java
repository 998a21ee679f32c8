package io.waybill.broker.metadata.image;

import org.jspecify.annotations.Nullable;

/** Something that became different between two versions of the metadata. */
public sealed interface MetadataChange {

    /** Calls the method of the case. */
    <R> R match(Cases<R> cases);

    /**
     * A broker registered, was fenced or unfenced, began to stop or left.
     *
     * @param id the broker's id
     * @param before null where it was not registered
     * @param after null where it no longer is
     */
    record BrokerChanged(
            int id,
            @Nullable BrokerRegistration before,
            @Nullable BrokerRegistration after) implements MetadataChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.broker(this);
        }
    }

    /**
     * A partition came into being or changed.
     *
     * @param topic the topic with the partition's new state
     * @param partition its number
     * @param before null where it is new
     * @param after as it is now
     */
    record PartitionChanged(
            TopicImage topic, int partition, @Nullable PartitionState before, PartitionState after)
            implements MetadataChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.partition(this);
        }
    }

    /**
     * A topic is gone, with all its partitions.
     *
     * @param topic as it was
     */
    record TopicDeleted(TopicImage topic) implements MetadataChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.deleted(this);
        }
    }

    /**
     * Configurations changed. Those of a deleted topic go without a word.
     *
     * @param resource whose
     */
    record ConfigsChanged(ConfigResource resource) implements MetadataChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.configs(this);
        }
    }

    /**
     * Another controller is active.
     *
     * @param controller its id
     * @param epoch its epoch
     */
    record ControllerChanged(int controller, long epoch) implements MetadataChange {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.controller(this);
        }
    }

    /**
     * A method for each kind of change.
     *
     * @param <R> what they return
     */
    interface Cases<R> {

        /** A broker changed. */
        R broker(BrokerChanged change);

        /** A partition is new or changed. */
        R partition(PartitionChanged change);

        /** A topic is gone. */
        R deleted(TopicDeleted change);

        /** Configurations changed. */
        R configs(ConfigsChanged change);

        /** Another controller is active. */
        R controller(ControllerChanged change);
    }
}
