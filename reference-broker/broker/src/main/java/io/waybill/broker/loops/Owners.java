package io.waybill.broker.loops;

import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.replica.Ownership;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/**
 * Who owns what a request names. Of what nobody knows the asking loop says so itself. Where the metadata have moved on
 * meanwhile on the loop that is asked, it answers by those.
 */
final class Owners {

    private final MetadataImage image;
    private final Ownership ownership;

    Owners(MetadataImage image, Ownership ownership) {
        this.image = image;
        this.ownership = ownership;
    }

    int self() {
        return ownership.self();
    }

    /** Returns who owns the partitions of a topic that is named by its id. */
    IntUnaryOperator byId(UUID topic) {
        return partition -> ownership.ownerOf(topic, partition);
    }

    /** Returns who owns the partitions of a topic that is named by its name. */
    IntUnaryOperator byName(String topic) {
        return image.topic(topic).map(TopicImage::id).map(this::byId).orElse(partition -> ownership.self());
    }
}
