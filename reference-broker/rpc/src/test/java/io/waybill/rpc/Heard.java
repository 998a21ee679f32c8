package io.waybill.rpc;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that answers what a test tells it to, and when. */
final class Heard implements Connection.Handler {

    static final Endpoint AT = new Endpoint("server", 9092);
    static final ApiOffer EVERYTHING = ApiOffer.of(List.of(Api.values()));

    private static final int LIMIT = 1 << 20;

    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final ServerCodec codec;
    private @Nullable Connection connection;
    private int closed;

    private Heard(ApiOffer offer) {
        this.codec = new ServerCodec(offer, LIMIT);
    }

    /** Listens; all connections are one to the test, the newest is answered. */
    static Heard on(SmallLoop loop, ApiOffer offer) {
        var heard = new Heard(offer);
        loop.listen(AT, connection -> heard);
        return heard;
    }

    /** Returns what was asked, besides the versions. */
    List<ReceivedRequest> requests() {
        return requests.stream()
                .filter(each -> each.header().api() != Api.API_VERSIONS)
                .toList();
    }

    /** Returns in which versions was asked for the versions. */
    List<Integer> negotiations() {
        return requests.stream()
                .filter(each -> each.header().api() == Api.API_VERSIONS)
                .map(each -> each.header().version())
                .toList();
    }

    /** Returns how many connections ended. */
    int closed() {
        return closed;
    }

    void answer(int request, Response response) {
        send(codec.writeResponse(requests().get(request).header(), response));
    }

    void answerVersions(ApiOffer offer) {
        var last = requests.get(requests.size() - 1);
        send(codec.writeResponse(last.header(), offer.answer(last.error(), ApiOffer.Features.NONE)));
    }

    void answerVersions(ErrorCode error, ApiOffer offer) {
        var header =
                new RequestHeader(Api.API_VERSIONS, 0, requests.get(0).header().correlationId(), null);
        send(codec.writeResponse(header, offer.answer(error, ApiOffer.Features.NONE)));
    }

    void send(ByteBuffer frame) {
        connection().send(frame);
    }

    /** Ends the connection from this side. */
    void hangUp() {
        connection().abort();
    }

    private Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("nobody has connected");
        }
        return connection;
    }

    @Override
    public void onOpen(Connection opened) {
        connection = opened;
    }

    @Override
    public void onFrame(Connection from, ByteBuffer frame) {
        requests.add(codec.readRequest(frame));
    }

    @Override
    public void onClosed(Connection ended, Connection.CloseReason reason) {
        closed++;
    }
}
