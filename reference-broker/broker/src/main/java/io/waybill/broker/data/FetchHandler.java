package io.waybill.broker.data;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import java.util.List;
import java.util.UUID;

/**
 * Gives records to consumers and followers. There are no fetch sessions (KIP-227): every request says all it wants, and
 * clients see by session 0 that they must.
 */
final class FetchHandler {

    private static final int FIRST_WITH_IDS = 13;
    private static final int NEW_SESSION = 0;
    private static final int NO_SESSION = -1;

    /** Kafka's {@code fetch.max.bytes}: whatever a client wants, all of an answer is in memory at once. */
    private static final int MOST_BYTES = 55 * 1024 * 1024;

    /** What answers may take together that are being read or wait to be sent; beyond it they are small. */
    private static final long MOST_TOGETHER_BYTES = 96L * 1024 * 1024;

    private static final int SMALL_BYTES = 1 << 16;

    private final Environment environment;
    private final Hosting hosting;
    private final FetchRules rules;
    private final Probes.Sometimes endsByTime;
    private final Probes.Sometimes changesWhileRead;
    private long reservedBytes;

    FetchHandler(Environment environment, Hosting hosting, BrokerMutants mutants) {
        this.environment = environment;
        this.hosting = hosting;
        this.rules = new FetchRules(hosting, mutants);
        this.endsByTime = environment.probes().sometimes("held fetch ends by time");
        this.changesWhileRead = environment.probes().sometimes("replica changes its role while it is read");
    }

    /**
     * Returns how many bytes an answer may have now beside those from before; {@link #release} gives them back. What
     * waits on other loops counts there.
     */
    int reserve(int wantedBytes, int before) {
        int most = Math.max(0, Math.min(MOST_BYTES, wantedBytes) - before);
        long together = MOST_TOGETHER_BYTES / environment.shards().count();
        long left = together - reservedBytes - environment.links().waitingBytes();
        int allowed = (int) Math.min(most, Math.max(SMALL_BYTES, left));
        reservedBytes += allowed;
        return allowed;
    }

    void release(int bytes) {
        reservedBytes -= bytes;
    }

    /** Returns whether a request continues a session, which there is none of here. */
    static boolean isOfSession(FetchRequest request) {
        return request.sessionEpoch() != NEW_SESSION && request.sessionEpoch() != NO_SESSION;
    }

    FetchShare share(int version, FetchRequest request, Runnable changed) {
        boolean byId = version >= FIRST_WITH_IDS;
        return new HeldShare(new FetchParts(this, byId, FetchReader.of(version, request), request), changed);
    }

    void handle(int version, FetchRequest request, RequestHandler.Answer answer) {
        if (isOfSession(request)) {
            answer.send(new FetchResponse(ErrorCode.FETCH_SESSION_ID_NOT_FOUND, 0, List.of(), List.of()));
            return;
        }
        new HeldFetch(this, version >= FIRST_WITH_IDS, FetchReader.of(version, request), request, answer).begin();
    }

    Environment environment() {
        return environment;
    }

    Hosting hosting() {
        return hosting;
    }

    FetchRules rules() {
        return rules;
    }

    void noteEndsByTime() {
        endsByTime.hit();
    }

    void noteChangesWhileRead() {
        changesWhileRead.hit();
    }

    Hosting.Lookup lookUp(boolean byId, String topic, UUID topicId, int partition) {
        return byId ? hosting.byId(topicId, partition) : hosting.byName(topic, partition);
    }
}
