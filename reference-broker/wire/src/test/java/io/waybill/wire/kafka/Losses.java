package io.waybill.wire.kafka;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What our records leave out, in every version: read, it is skipped; written, it is the default. The names are those of
 * the published schemas.
 */
final class Losses {

    /** Each with how many bytes its default has, and the default. */
    private static final Map<String, Default> FIELDS = Map.of(
            // We never throttle, and clients of ours do as they please.
            "throttle_time_ms", new Default(4, 0),
            // Retention of offsets is the broker's configuration since version 5.
            "retention_time_ms", new Default(8, -1),
            // There is no authorization to tell of.
            "include_cluster_authorized_operations", new Default(1, 0),
            "include_topic_authorized_operations", new Default(1, 0),
            "cluster_authorized_operations", new Default(4, Integer.MIN_VALUE),
            "topic_authorized_operations", new Default(4, Integer.MIN_VALUE),
            // There never was a ZooKeeper here.
            "is_migrating_zk_broker", new Default(1, 0));

    /** Fields that need not be there: fetches of a KRaft quorum, replicas that move between disks, ZooKeeper. */
    private static final Set<String> TAGS =
            Set.of("cluster_id", "snapshot_id", "replica_directory_id", "zk_migration_ready");

    private Losses() {}

    static boolean isLost(String field) {
        return FIELDS.containsKey(field);
    }

    static boolean isLostTag(String field) {
        return TAGS.contains(field);
    }

    static void writeDefault(String field, DataOutputStream out) throws IOException {
        var value = FIELDS.get(field);
        switch (value.sizeBytes()) {
            case 1 -> out.writeByte((int) value.number());
            case 4 -> out.writeInt((int) value.number());
            default -> out.writeLong(value.number());
        }
    }

    private record Default(int sizeBytes, long number) {}
}
