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

    FetchHandler(Environment environment, Hosting hosting, BrokerMutants mutants) {
        this.environment = environment;
        this.hosting = hosting;
        this.rules = new FetchRules(hosting, mutants);
        this.endsByTime = environment.probes().sometimes("held fetch ends by time");
        this.changesWhileRead = environment.probes().sometimes("replica changes its role while it is read");
    }

    private long reservedBytes;

    /** Returns how many bytes an answer may have now; {@link #release} gives them back. */
    int reserve(int wantedBytes) {
        long left = MOST_TOGETHER_BYTES - reservedBytes - environment.links().waitingBytes();
        int allowed = (int) Math.min(Math.min(MOST_BYTES, wantedBytes), Math.max(SMALL_BYTES, left));
        reservedBytes += allowed;
        return allowed;
    }

    void release(int bytes) {
        reservedBytes -= bytes;
    }

    void handle(int version, FetchRequest request, RequestHandler.Answer answer) {
        if (request.sessionEpoch() != NEW_SESSION && request.sessionEpoch() != NO_SESSION) {
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
