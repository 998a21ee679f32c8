package io.waybill.broker.data;

import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.Probes;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Answers which offset belongs to the beginning, to the end or to a time of a partition. */
final class ListOffsetsHandler {

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long OF_LARGEST_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;
    private static final int FIRST_WITH_NOT_AVAILABLE = 5;
    private static final int FIRST_WITH_LARGEST_TIMESTAMP = 7;
    private static final int FIRST_WITH_EARLIEST_LOCAL = 8;
    private static final int FIRST_WITH_LATEST_TIERED = 9;
    private static final int ANY_REPLICA = -2;

    private final Hosting hosting;
    private final EpochChecks epochs;
    private final boolean trustsOldCommit;
    private final boolean givesAll;
    private final Probes.Sometimes notAvailable;

    ListOffsetsHandler(Hosting hosting, BrokerMutants mutants, Probes probes) {
        this.hosting = hosting;
        this.epochs = new EpochChecks(mutants.has(BrokerMutant.R14));
        this.trustsOldCommit = mutants.has(BrokerMutant.R15);
        this.givesAll = mutants.has(BrokerMutant.R12);
        this.notAvailable = probes.sometimes("new leader does not know yet how far is committed");
    }

    void handle(int version, ListOffsetsRequest request, RequestHandler.Answer answer) {
        var parts = new ArrayList<Part>();
        SortedMap<String, TreeSet<Integer>> seen = new TreeMap<>();
        for (ListOffsetsRequest.Topic topic : request.topics()) {
            for (ListOffsetsRequest.Partition partition : topic.partitions()) {
                boolean isFirst = seen.computeIfAbsent(topic.topic(), name -> new TreeSet<>())
                        .add(partition.partition());
                parts.add(new Part(version, request, topic.topic(), partition, isFirst));
            }
        }
        Gathering.<Part, ListOffsetsResponse.Partition>of(
                parts, Part::find, found -> answer.send(response(request, found)));
    }

    private static ListOffsetsResponse response(ListOffsetsRequest request, List<ListOffsetsResponse.Partition> found) {
        var topics = new ArrayList<ListOffsetsResponse.Topic>();
        int next = 0;
        for (ListOffsetsRequest.Topic topic : request.topics()) {
            int end = next + topic.partitions().size();
            topics.add(new ListOffsetsResponse.Topic(topic.topic(), found.subList(next, end)));
            next = end;
        }
        return new ListOffsetsResponse(topics);
    }

    /** One partition's question. */
    private final class Part {

        private final int version;
        private final ListOffsetsRequest request;
        private final String topic;
        private final ListOffsetsRequest.Partition asked;
        private final boolean isFirst;

        Part(
                int version,
                ListOffsetsRequest request,
                String topic,
                ListOffsetsRequest.Partition asked,
                boolean isFirst) {
            this.version = version;
            this.request = request;
            this.topic = topic;
            this.asked = asked;
            this.isFirst = isFirst;
        }

        void find(Consumer<ListOffsetsResponse.Partition> done) {
            if (!isFirst) {
                done.accept(failed(ErrorCode.INVALID_REQUEST));
                return;
            }
            Hosting.Lookup found = hosting.byName(topic, asked.partition());
            Served replica = found.replica();
            if (replica == null) {
                done.accept(failed(found.error()));
                return;
            }
            boolean mustLead = request.replicaId() != ANY_REPLICA;
            ErrorCode error = epochs.check(replica, asked.currentLeaderEpoch(), mustLead);
            if (error.isError()) {
                done.accept(failed(error));
            } else {
                find(replica, done);
            }
        }

        private void find(Served replica, Consumer<ListOffsetsResponse.Partition> done) {
            long when = asked.timestamp();
            if (when == LATEST) {
                done.accept(isUncertain(replica) ? uncertain() : found(-1, limit(replica), replica.leaderEpoch()));
            } else if (when == EARLIEST || (when == EARLIEST_LOCAL && version >= FIRST_WITH_EARLIEST_LOCAL)) {
                long start = replica.logStartOffset();
                done.accept(found(-1, start, replica.epochOf(start)));
            } else if (when == LATEST_TIERED && version >= FIRST_WITH_LATEST_TIERED) {
                done.accept(found(-1, -1, -1));
            } else if (when == OF_LARGEST_TIMESTAMP && version >= FIRST_WITH_LARGEST_TIMESTAMP) {
                new LargestTimestamp(replica, limit(replica))
                        .find(it -> done.accept(timed(replica, it)), failure -> done.accept(storage()));
            } else if (when < 0) {
                done.accept(failed(ErrorCode.UNSUPPORTED_VERSION));
            } else {
                replica.offsetOfTime(
                        when, limit(replica), it -> done.accept(timed(replica, it)), failure -> done.accept(storage()));
            }
        }

        private long limit(Served replica) {
            if (request.replicaId() >= 0 || givesAll) {
                return replica.logEndOffset(); // a follower wants to know the log's end, committed or not
            }
            return request.isolationLevel() == 1 ? replica.lastStableOffset() : replica.highWatermark();
        }

        /** KIP-207: what a new leader knows to be committed may be less than what the one before has told. */
        private boolean isUncertain(Served replica) {
            return request.replicaId() == -1
                    && !trustsOldCommit
                    && replica.leads()
                    && replica.highWatermark() < replica.epochStart();
        }

        private ListOffsetsResponse.Partition timed(Served replica, TimedOffset it) {
            if (it.offset() >= 0) {
                return found(it.timestamp(), it.offset(), it.leaderEpoch());
            }
            return isUncertain(replica) ? uncertain() : found(-1, -1, -1);
        }

        private ListOffsetsResponse.Partition uncertain() {
            notAvailable.hit();
            return failed(
                    version >= FIRST_WITH_NOT_AVAILABLE
                            ? ErrorCode.OFFSET_NOT_AVAILABLE
                            : ErrorCode.LEADER_NOT_AVAILABLE);
        }

        private ListOffsetsResponse.Partition storage() {
            return failed(ErrorCode.KAFKA_STORAGE_ERROR);
        }

        private ListOffsetsResponse.Partition found(long timestamp, long offset, int leaderEpoch) {
            return new ListOffsetsResponse.Partition(asked.partition(), ErrorCode.NONE, timestamp, offset, leaderEpoch);
        }

        private ListOffsetsResponse.Partition failed(ErrorCode error) {
            return new ListOffsetsResponse.Partition(asked.partition(), error, -1, -1, -1);
        }
    }
}
