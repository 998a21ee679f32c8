package io.waybill.client.consumer;

import java.util.OptionalLong;

/**
 * What a leader says of an offset that was asked for.
 *
 * @param offset empty where there is no such record, or nobody answered
 * @param leaderEpoch of the record or the leader, -1 where it is not said
 * @param error empty where it was answered, else why it was not
 */
public record OffsetAnswer(OptionalLong offset, int leaderEpoch, String error) {

    static OffsetAnswer failed(String error) {
        return new OffsetAnswer(OptionalLong.empty(), -1, error);
    }
}
