package io.waybill.wire;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which APIs a broker answers, and in which versions. Immutable. */
public final class ApiOffer {

    private final Map<Api, Range> ranges;

    private ApiOffer(Map<Api, Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Some versions of an API.
     *
     * @param oldest the oldest, inclusive
     * @param newest the newest, inclusive
     */
    public record Range(int oldest, int newest) {
        @Override
        public String toString() {
            return oldest + " to " + newest;
        }
    }

    /** Returns the offer of these APIs in all versions that wire speaks. */
    public static ApiOffer of(Collection<Api> apis) {
        var ranges = new EnumMap<Api, Range>(Api.class);
        for (Api api : apis) {
            ranges.put(api, new Range(api.oldestVersion(), api.newestVersion()));
        }
        return new ApiOffer(ranges);
    }

    /** Returns what wire speaks of what a broker answers, each API in the versions that both know. */
    public static ApiOffer common(ApiVersionsResponse answered) {
        var ranges = new EnumMap<Api, Range>(Api.class);
        for (ApiVersionsResponse.ApiRange range : answered.apis()) {
            Api.of(range.key()).ifPresent(api -> {
                int oldest = Math.max(api.oldestVersion(), range.minVersion());
                int newest = Math.min(api.newestVersion(), range.maxVersion());
                if (oldest <= newest) {
                    ranges.put(api, new Range(oldest, newest));
                }
            });
        }
        return new ApiOffer(ranges);
    }

    /** Returns this offer with an API in these versions only; wire speaks all of them. */
    public ApiOffer with(Api api, int oldest, int newest) {
        if (oldest > newest || !api.hasVersion(oldest) || !api.hasVersion(newest)) {
            throw new IllegalArgumentException(api.title() + " has versions " + api.oldestVersion() + " to "
                    + api.newestVersion() + ", offered were " + oldest + " to " + newest);
        }
        var changed = new EnumMap<>(ranges);
        changed.put(api, new Range(oldest, newest));
        return new ApiOffer(changed);
    }

    /** Returns whether an API is answered, in whichever version. */
    public boolean offers(Api api) {
        return ranges.containsKey(api);
    }

    /** Returns whether a version of an API is answered. */
    public boolean offers(Api api, int version) {
        Range range = ranges.get(api);
        return range != null && version >= range.oldest() && version <= range.newest();
    }

    /** Returns the versions in which an API is answered, which must be on offer. */
    public Range range(Api api) {
        Range range = ranges.get(api);
        if (range == null) {
            throw new IllegalArgumentException(api.title() + " is not on offer");
        }
        return range;
    }

    /**
     * Returns what the broker says of itself when asked.
     *
     * @param error the error of the {@link ReceivedRequest}
     * @param features the features of the broker and of its cluster
     */
    public ApiVersionsResponse answer(ErrorCode error, Features features) {
        List<ApiVersionsResponse.ApiRange> apis = new ArrayList<>();
        ranges.forEach((api, range) -> apis.add(new ApiVersionsResponse.ApiRange(
                api.key(), (short) advertisedOldest(api, range), (short) range.newest())));
        return new ApiVersionsResponse(
                error, apis, features.supported(), features.finalizedEpoch(), features.finalized());
    }

    /**
     * Version 0 of Produce, which nobody answers any more: librdkafka takes a higher number for an old broker that
     * cannot read compressed batches, and stops compressing without a word. KAFKA-18659.
     */
    private static int advertisedOldest(Api api, Range range) {
        return api == Api.PRODUCE && range.oldest() == api.oldestVersion() ? 0 : range.oldest();
    }

    /**
     * What a broker can do beyond versions, and what its cluster has agreed on.
     *
     * @param supported the features and levels that the broker supports
     * @param finalizedEpoch grows with each agreement, -1 where unknown
     * @param finalized the levels agreed on; clients take up new behaviour by them, for example
     *     {@code transaction.version} 2 (KIP-890)
     */
    public record Features(
            List<ApiVersionsResponse.SupportedFeature> supported,
            long finalizedEpoch,
            List<ApiVersionsResponse.FinalizedFeature> finalized) {

        /** No feature at all. */
        public static final Features NONE = new Features(List.of(), -1, List.of());

        /** Copies its lists. */
        public Features {
            supported = List.copyOf(supported);
            finalized = List.copyOf(finalized);
        }
    }
}
