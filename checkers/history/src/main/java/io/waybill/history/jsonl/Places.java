package io.waybill.history.jsonl;

import io.waybill.history.Event;
import io.waybill.history.interchange.ImportSink;

/** Where a message is: {@code "topic"} and {@code "partition"}, or {@code "queue"}. */
final class Places {

    private Places() {}

    static int partition(Fields f, ImportSink sink) {
        if (f.has("queue")) {
            if (f.has("topic") || f.has("partition")) {
                throw f.wrong("queue", "a place is a \"topic\" and a \"partition\", or a \"queue\", not both");
            }
            return sink.partition(f.text("queue"), 0, Event.PartitionKind.QUEUE);
        }
        String topic = f.text("topic");
        return sink.partition(topic, f.small("partition", 0, 0), Event.PartitionKind.LOG);
    }
}
