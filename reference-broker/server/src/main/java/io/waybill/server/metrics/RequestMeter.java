package io.waybill.server.metrics;

import io.waybill.rpc.RequestWatch;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the requests of one endpoint, by API. Fed on loops, read by any thread. */
final class RequestMeter implements RequestWatch {

    private final String endpoint;
    private final AtomicReferenceArray<@Nullable OfApi> apis = new AtomicReferenceArray<>(1 + greatestKey());
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder heldBytes = new LongAdder();

    RequestMeter(String endpoint) {
        this.endpoint = endpoint;
    }

    /** What is counted of one API, from its first request on. */
    private static final class OfApi {

        private final Histogram durations = new Histogram();
        private final LongAdder bytes = new LongAdder();
        private final Map<ErrorCode, LongAdder> errors = new ConcurrentHashMap<>();

        void error(ErrorCode error) {
            if (error != ErrorCode.NONE) {
                errors.computeIfAbsent(error, it -> new LongAdder()).increment();
            }
        }
    }

    private static int greatestKey() {
        return Arrays.stream(Api.values()).mapToInt(Api::key).max().orElse(0);
    }

    private OfApi of(Api api) {
        OfApi known = apis.get(api.key());
        if (known != null) {
            return known;
        }
        apis.compareAndSet(api.key(), null, new OfApi());
        return of(api);
    }

    @Override
    public long received(Api api, int bytes) {
        of(api).bytes.add(bytes);
        return System.nanoTime();
    }

    @Override
    public void answered(Api api, @Nullable Response response, long stamp) {
        OfApi counts = of(api);
        counts.durations.add(System.nanoTime() - stamp);
        if (response != null) {
            ResponseErrors.tell(response, counts::error);
        }
    }

    @Override
    public void unreadable() {
        unreadable.increment();
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void held(long bytes) {
        heldBytes.add(bytes);
    }

    void write(Page page) {
        page.add(Metric.REQUESTS_UNREADABLE, unreadable.sum(), endpoint);
        page.add(Metric.REQUESTS_REFUSED, refused.sum(), endpoint);
        page.add(Metric.REQUESTS_HELD, heldBytes.sum(), endpoint);
        for (Api api : Api.values()) {
            OfApi counts = apis.get(api.key());
            if (counts != null) {
                page.add(Metric.REQUEST_DURATION, counts.durations, endpoint, api.title());
                page.add(Metric.REQUEST_BYTES, counts.bytes.sum(), endpoint, api.title());
                counts.errors.forEach((error, times) ->
                        page.add(Metric.REQUEST_ERRORS, times.sum(), endpoint, api.title(), error.name()));
            }
        }
    }
}
