package io.waybill.client.consumer;

import java.util.List;

/** How a poll ended. */
public sealed interface PollResult {

    /**
     * Some records, perhaps none, in the order of each partition; positions are after them.
     *
     * @param records at most {@code max.poll.records}
     */
    record Records(List<ConsumerRecord> records) implements PollResult {
        public Records {
            records = List.copyOf(records);
        }
    }

    /**
     * An error; positions are where they were, unless it says otherwise.
     *
     * @param part of which partition
     * @param error Kafka's name of it
     * @param reason what is wrong, and where reading goes on
     */
    record Failed(TopicPart part, String error, String reason) implements PollResult {}
}
