package io.waybill.broker.data;

import io.waybill.environment.Timers;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Deletes what is below an offset that is committed. It is done when the leader's log begins there, durably; its
 * followers do the same with their next fetches, and nobody waits for them: unlike Kafka's, the low watermark that is
 * answered is the leader's.
 */
final class DeleteRecordsHandler {

    private static final long HIGH_WATERMARK = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Hosting hosting;
    private final Timers timers;

    DeleteRecordsHandler(Hosting hosting, Timers timers) {
        this.hosting = hosting;
        this.timers = timers;
    }

    private record Question(String topic, DeleteRecordsRequest.Partition asked, int timeoutMillis) {}

    void handle(DeleteRecordsRequest request, RequestHandler.Answer answer) {
        var questions = new ArrayList<Question>();
        for (DeleteRecordsRequest.Topic topic : request.topics()) {
            for (DeleteRecordsRequest.Partition asked : topic.partitions()) {
                questions.add(new Question(topic.topic(), asked, request.timeoutMs()));
            }
        }
        Gathering.of(questions, this::delete, found -> answer.send(response(request, found)));
    }

    private void delete(Question question, Consumer<DeleteRecordsResponse.Partition> done) {
        int partition = question.asked.partition();
        Hosting.Lookup found = hosting.byName(question.topic, partition);
        Served replica = found.replica();
        if (replica == null || !replica.leads()) {
            done.accept(failed(partition, replica == null ? found.error() : ErrorCode.NOT_LEADER_OR_FOLLOWER));
            return;
        }
        long offset = question.asked.offset() == HIGH_WATERMARK ? replica.highWatermark() : question.asked.offset();
        if (offset < 0 || offset > replica.highWatermark()) {
            done.accept(failed(partition, ErrorCode.OFFSET_OUT_OF_RANGE));
            return;
        }
        if (offset <= replica.logStartOffset()) {
            done.accept(new DeleteRecordsResponse.Partition(partition, replica.logStartOffset(), ErrorCode.NONE));
            return;
        }
        Timers.Timer timer = timers.after(
                Math.max(0, question.timeoutMillis) * NANOS_PER_MILLI,
                () -> done.accept(failed(partition, ErrorCode.REQUEST_TIMED_OUT)));
        replica.deleteBefore(
                offset,
                start -> {
                    timer.cancel();
                    done.accept(new DeleteRecordsResponse.Partition(partition, start, ErrorCode.NONE));
                },
                failure -> {
                    timer.cancel();
                    done.accept(failed(partition, ErrorCode.KAFKA_STORAGE_ERROR));
                });
    }

    private static DeleteRecordsResponse.Partition failed(int partition, ErrorCode error) {
        return new DeleteRecordsResponse.Partition(partition, -1, error);
    }

    private static DeleteRecordsResponse response(
            DeleteRecordsRequest request, List<DeleteRecordsResponse.Partition> found) {
        var topics = new ArrayList<DeleteRecordsResponse.Topic>();
        int next = 0;
        for (DeleteRecordsRequest.Topic topic : request.topics()) {
            int end = next + topic.partitions().size();
            topics.add(new DeleteRecordsResponse.Topic(topic.topic(), found.subList(next, end)));
            next = end;
        }
        return new DeleteRecordsResponse(topics);
    }
}
