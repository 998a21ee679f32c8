package io.waybill.broker.metadata.image;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step of the metadata from one version to another, as a copy of them takes it. Nothing of it changes any more, so it
 * may be given to another loop. The next producer id is not in it: who gives ids away has the original.
 *
 * @param version the index of the command that was applied last
 * @param changes in order
 * @param configs what is set now for everything that the changes concern
 */
public record MetadataUpdate(
        long version, List<MetadataChange> changes, SortedMap<ConfigResource, SortedMap<String, String>> configs) {

    public MetadataUpdate {
        changes = List.copyOf(changes);
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }

    /** Returns the step that an image has taken. */
    public static MetadataUpdate of(MetadataImage image, List<MetadataChange> changes) {
        var configs = new TreeMap<ConfigResource, SortedMap<String, String>>();
        for (MetadataChange change : changes) {
            if (change instanceof MetadataChange.ConfigsChanged it) {
                configs.put(it.resource(), new TreeMap<>(image.configs(it.resource())));
            } else if (change instanceof MetadataChange.TopicDeleted it) {
                // A snapshot may bring another topic of the same name, and say nothing where its configurations are
                // the same.
                var resource = ConfigResource.topic(it.topic().name());
                configs.put(resource, new TreeMap<>(image.configs(resource)));
            }
        }
        return new MetadataUpdate(image.version(), changes, configs);
    }

    /** Has a copy take the step. */
    public void applyTo(MutableImage copy) {
        var into = new Into(copy);
        changes.forEach(change -> change.match(into));
        copy.advance(version);
        copy.takeChanges();
    }

    private final class Into implements MetadataChange.Cases<Boolean> {

        private final MutableImage copy;

        Into(MutableImage copy) {
            this.copy = copy;
        }

        @Override
        public Boolean broker(MetadataChange.BrokerChanged change) {
            var after = change.after();
            if (after == null) {
                copy.removeBroker(change.id());
            } else {
                copy.put(after);
            }
            return true;
        }

        @Override
        public Boolean partition(MetadataChange.PartitionChanged change) {
            copy.copy(change.topic());
            return true;
        }

        @Override
        public Boolean deleted(MetadataChange.TopicDeleted change) {
            copy.delete(change.topic());
            return set(ConfigResource.topic(change.topic().name()));
        }

        @Override
        public Boolean configs(MetadataChange.ConfigsChanged change) {
            return set(change.resource());
        }

        private boolean set(ConfigResource resource) {
            var values = configs.get(resource);
            if (values != null) {
                copy.put(resource, values);
            }
            return true;
        }

        @Override
        public Boolean controller(MetadataChange.ControllerChanged change) {
            copy.activate(change.controller(), change.epoch());
            return true;
        }
    }
}
