package io.waybill.client.admin;

import io.waybill.client.config.AdminSettings;
import io.waybill.client.consumer.TopicPart;
import io.waybill.client.world.FakeBroker;
import io.waybill.client.world.World;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An administrator in a world of two scripted brokers, and how its wishes ended: {@code done}, {@code failed X},
 * {@code unknown X}. Topic {@code t} has one partition, led by broker 0.
 */
final class AdminBench {

    static final TopicPart PART = new TopicPart("t", 0);
    static final UUID NEW_ID = new UUID(3, 4);

    private static final int ENOUGH = 30;

    final World world = new World(2);
    final List<String> results = new ArrayList<>();
    final Admin admin;

    AdminBench() {
        world.topic("t", 0);
        admin = new Admin(
                world,
                world.bootstrap(),
                AdminSettings.of(Map.of(
                        "request.timeout.ms", "1000", "default.api.timeout.ms", "10000", "retry.backoff.ms", "20")));
    }

    <T> Consumer<AdminResult<T>> noted() {
        return result -> results.add(result.match(
                done -> "done", failed -> "failed " + failed.error(), unknown -> "unknown " + unknown.error()));
    }

    void create() {
        admin.createTopic(NewTopic.of("new", 1, 1), noted());
        world.runFor(ENOUGH);
    }

    void delete() {
        admin.deleteTopic("t", noted());
        world.runFor(ENOUGH);
    }

    /** Returns the broker at which a request waits for the test; time passes until there is one. */
    FakeBroker asked() {
        for (int i = 0; i < 1_000; i++) {
            for (int id = 0; id <= 1; id++) {
                if (world.broker(id).waiting() > 0) {
                    return world.broker(id);
                }
            }
            world.runFor(5);
        }
        throw new AssertionError("nobody was asked anything");
    }

    boolean isAsked() {
        return world.broker(0).waiting() + world.broker(1).waiting() > 0;
    }

    /** Answers what waits with an error, or with success. */
    void answer(ErrorCode error) {
        var asked = asked().next();
        asked.answer(response(asked.as(Request.class), error));
        world.runFor(ENOUGH);
    }

    /** Ends the connection after the request has come. */
    void lose() {
        asked().disconnect();
        world.runFor(ENOUGH);
    }

    <R extends Request> List<R> seen(Class<R> kind) {
        var all = new ArrayList<>(world.broker(0).seen(kind));
        all.addAll(world.broker(1).seen(kind));
        return all;
    }

    static Response response(Request request, ErrorCode error) {
        if (request instanceof CreateTopicsRequest) {
            return new CreateTopicsResponse(List.of(new CreateTopicsResponse.Topic(
                    "new", NEW_ID, error, null, ErrorCode.NONE, 1, (short) 1, List.of())));
        } else if (request instanceof DeleteTopicsRequest deletion) {
            var topic = deletion.topics().get(0);
            return new DeleteTopicsResponse(
                    List.of(new DeleteTopicsResponse.Topic(topic.topic(), topic.topicId(), error, null)));
        } else if (request instanceof DeleteRecordsRequest) {
            return new DeleteRecordsResponse(List.of(
                    new DeleteRecordsResponse.Topic("t", List.of(new DeleteRecordsResponse.Partition(0, 5, error)))));
        }
        return new ListOffsetsResponse(List.of(
                new ListOffsetsResponse.Topic("t", List.of(new ListOffsetsResponse.Partition(0, error, -1, 7, 0)))));
    }
}
