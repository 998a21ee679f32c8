package io.waybill.broker.metadata.image;

import io.waybill.broker.config.ConfigScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The metadata as the machine changes them, with a note of each change. Knows no rule: see the rules for those. */
public final class MutableImage implements MetadataImage {

    private final TreeMap<Integer, BrokerRegistration> brokers = new TreeMap<>();
    private final TreeMap<UUID, TopicImage> topics = new TreeMap<>();
    private final TreeMap<String, UUID> idByName = new TreeMap<>();
    private final TreeMap<ConfigResource, SortedMap<String, String>> configs = new TreeMap<>();
    private final List<MetadataChange> changes = new ArrayList<>();
    private long version;
    private int controller = -1;
    private long controllerEpoch;
    private long nextProducerId;

    @Override
    public long version() {
        return version;
    }

    @Override
    public long controllerEpoch() {
        return controllerEpoch;
    }

    @Override
    public int controller() {
        return controller;
    }

    @Override
    public Collection<BrokerRegistration> brokers() {
        return Collections.unmodifiableCollection(brokers.values());
    }

    @Override
    public Optional<BrokerRegistration> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    @Override
    public boolean isActive(int broker) {
        var registration = brokers.get(broker);
        return registration != null && registration.isActive();
    }

    @Override
    public Collection<TopicImage> topics() {
        var byName = new ArrayList<TopicImage>(topics.size());
        for (UUID id : idByName.values()) {
            byName.add(known(id));
        }
        return Collections.unmodifiableList(byName);
    }

    @Override
    public Optional<TopicImage> topic(UUID id) {
        return Optional.ofNullable(topics.get(id));
    }

    @Override
    public Optional<TopicImage> topic(String name) {
        var id = idByName.get(name);
        return id == null ? Optional.empty() : topic(id);
    }

    @Override
    public Optional<PartitionState> partition(UUID topic, int partition) {
        return topic(topic)
                .filter(found -> found.has(partition))
                .map(found -> found.partitions().get(partition));
    }

    @Override
    public SortedMap<String, String> configs(ConfigResource resource) {
        var set = configs.get(resource);
        return set == null ? Collections.emptySortedMap() : set;
    }

    @Override
    public long nextProducerId() {
        return nextProducerId;
    }

    /** Returns everything that has configurations, in order. */
    public Collection<ConfigResource> configured() {
        return Collections.unmodifiableCollection(configs.keySet());
    }

    /** Moves on to the next command. */
    public void advance(long index) {
        version = index;
    }

    /** Sets the active controller. */
    public void activate(int newController, long epoch) {
        if (newController != controller || epoch != controllerEpoch) {
            controller = newController;
            controllerEpoch = epoch;
            changes.add(new MetadataChange.ControllerChanged(newController, epoch));
        }
    }

    /** Sets a broker's registration. */
    public void put(BrokerRegistration registration) {
        var before = brokers.put(registration.id(), registration);
        if (!registration.equals(before)) {
            changes.add(new MetadataChange.BrokerChanged(registration.id(), before, registration));
        }
    }

    /** Removes a broker. Its configurations stay, as in Kafka: it may come back. */
    public void removeBroker(int id) {
        var before = brokers.remove(id);
        if (before != null) {
            changes.add(new MetadataChange.BrokerChanged(id, before, null));
        }
    }

    /** Adds a topic whose id and name are free. */
    public void create(TopicImage topic) {
        topics.put(topic.id(), topic);
        idByName.put(topic.name(), topic.id());
        for (int i = 0; i < topic.partitions().size(); i++) {
            noteNew(topic, i);
        }
    }

    /** Takes over a topic as another image has it, without a note of what that changes. */
    void copy(TopicImage topic) {
        topics.put(topic.id(), topic);
        idByName.put(topic.name(), topic.id());
    }

    /** Removes a topic and its configurations. */
    public void delete(TopicImage topic) {
        topics.remove(topic.id());
        idByName.remove(topic.name());
        changes.add(new MetadataChange.TopicDeleted(topic));
        configs.remove(ConfigResource.topic(topic.name()));
    }

    /** Replaces partitions of a topic that is there, or adds those with the next numbers. */
    public void put(UUID topicId, SortedMap<Integer, PartitionState> changed) {
        var before = known(topicId);
        var after = before.with(changed);
        topics.put(topicId, after);
        changed.forEach((partition, state) -> {
            var old = before.has(partition) ? before.partitions().get(partition) : null;
            if (!state.equals(old)) {
                changes.add(new MetadataChange.PartitionChanged(after, partition, old, state));
            }
        });
    }

    /** Replaces what is set for something. */
    public void put(ConfigResource resource, SortedMap<String, String> values) {
        if (values.equals(configs(resource))) {
            return;
        }
        if (values.isEmpty()) {
            configs.remove(resource);
        } else {
            configs.put(resource, Collections.unmodifiableSortedMap(new TreeMap<>(values)));
        }
        changes.add(new MetadataChange.ConfigsChanged(resource));
    }

    /** Gives a block of producer ids away and returns its first. */
    public long takeProducerIds(int count) {
        long first = nextProducerId;
        nextProducerId = Math.addExact(first, count);
        return first;
    }

    /** Returns what has changed since the last call, in order. */
    public List<MetadataChange> takeChanges() {
        var taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** Becomes equal to another image and notes what is different. */
    public void become(MutableImage other) {
        changes.addAll(difference(other));
        brokers.clear();
        brokers.putAll(other.brokers);
        topics.clear();
        topics.putAll(other.topics);
        idByName.clear();
        idByName.putAll(other.idByName);
        configs.clear();
        configs.putAll(other.configs);
        version = other.version;
        controller = other.controller;
        controllerEpoch = other.controllerEpoch;
        nextProducerId = other.nextProducerId;
    }

    /** Sets what no rule looks at; for an image that is read from a snapshot. */
    void startAt(long index, int activeController, long epoch, long producerId) {
        version = index;
        controller = activeController;
        controllerEpoch = epoch;
        nextProducerId = producerId;
    }

    private List<MetadataChange> difference(MutableImage other) {
        var found = new ArrayList<MetadataChange>();
        if (controller != other.controller || controllerEpoch != other.controllerEpoch) {
            found.add(new MetadataChange.ControllerChanged(other.controller, other.controllerEpoch));
        }
        for (int id : union(brokers.keySet(), other.brokers.keySet())) {
            differentBroker(id, brokers.get(id), other.brokers.get(id), found);
        }
        for (TopicImage topic : topics()) {
            if (!other.topics.containsKey(topic.id())) {
                found.add(new MetadataChange.TopicDeleted(topic));
            }
        }
        for (TopicImage topic : other.topics()) {
            differentPartitions(topics.get(topic.id()), topic, found);
        }
        for (ConfigResource resource : union(configs.keySet(), other.configs.keySet())) {
            boolean goneTopic = resource.scope() == ConfigScope.TOPIC
                    && other.topic(resource.name()).isEmpty();
            if (!goneTopic && !configs(resource).equals(other.configs(resource))) {
                found.add(new MetadataChange.ConfigsChanged(resource));
            }
        }
        return found;
    }

    private static void differentBroker(
            int id,
            @Nullable BrokerRegistration before,
            @Nullable BrokerRegistration after,
            List<MetadataChange> found) {
        if (before == null ? after != null : !before.equals(after)) {
            found.add(new MetadataChange.BrokerChanged(id, before, after));
        }
    }

    private static void differentPartitions(@Nullable TopicImage before, TopicImage after, List<MetadataChange> found) {
        for (int i = 0; i < after.partitions().size(); i++) {
            var old = before != null && before.has(i) ? before.partitions().get(i) : null;
            var state = after.partitions().get(i);
            if (!state.equals(old)) {
                found.add(new MetadataChange.PartitionChanged(after, i, old, state));
            }
        }
    }

    private static <T extends Comparable<T>> List<T> union(Collection<T> some, Collection<T> others) {
        var all = new ArrayList<>(some);
        for (T other : others) {
            if (!some.contains(other)) {
                all.add(other);
            }
        }
        Collections.sort(all);
        return all;
    }

    private void noteNew(TopicImage topic, int partition) {
        var state = topic.partitions().get(partition);
        changes.add(new MetadataChange.PartitionChanged(topic, partition, null, state));
    }

    private TopicImage known(UUID id) {
        var topic = topics.get(id);
        if (topic == null) {
            throw new IllegalStateException("the topic " + id + " must be there");
        }
        return topic;
    }
}
