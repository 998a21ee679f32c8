package io.waybill.simulation.cluster.client;

import io.waybill.environment.Environment;
import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.plan.Clients;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Clients of logs in memory, which may be told to misbehave. */
final class PretendedLibrary implements ClientLibrary {

    private static final long DELAY_NANOS = 2_000_000;
    private static final int MOST_RECORDS = 3;

    private final SortedMap<Partition, List<Received>> logs = new TreeMap<>();
    private boolean answersSends = true;
    private boolean losesTheNext;
    private int failingPolls;
    private boolean failingPollsMove;

    /** Lets sends be appended and never answered. */
    void answersNoMoreSends() {
        answersSends = false;
    }

    /** Lets sends be answered again. */
    void answersSends() {
        answersSends = true;
    }

    /** Lets the next send be acknowledged and forgotten. */
    void losesTheNext() {
        losesTheNext = true;
    }

    /** Lets so many polls fail. */
    void failsPolls(int count, boolean move) {
        failingPolls = count;
        failingPollsMove = move;
    }

    long end(Partition partition) {
        return log(partition).size();
    }

    private List<Received> log(Partition partition) {
        return logs.computeIfAbsent(partition, ignored -> new ArrayList<>());
    }

    @Override
    public ProducerPort producer(Environment environment, Clients.Producers settings) {
        return (partition, key, value, done) -> environment.timers().after(DELAY_NANOS, () -> {
            List<Received> log = log(partition);
            long offset = log.size();
            if (losesTheNext) {
                losesTheNext = false;
            } else {
                log.add(new Received(partition, offset, 0, key, value));
            }
            if (answersSends) {
                done.accept(new SendOutcome.Ok(settings.acks() == Event.Acks.NONE ? Event.NO_OFFSET : offset));
            }
        });
    }

    @Override
    public ConsumerPort consumer(Environment environment, Clients.Consumers settings) {
        return new Reader(environment);
    }

    /** Reads the logs. */
    private final class Reader implements ConsumerPort {
        private final Environment environment;
        private final SortedMap<Partition, Long> positions = new TreeMap<>();

        Reader(Environment environment) {
            this.environment = environment;
        }

        @Override
        public void assign(SortedMap<Partition, Long> starts) {
            positions.putAll(starts);
        }

        @Override
        public void poll(long timeoutNanos, Consumer<Polled> done) {
            environment.timers().after(DELAY_NANOS, () -> done.accept(polled()));
        }

        private Polled polled() {
            if (failingPolls > 0) {
                failingPolls--;
                if (failingPollsMove) {
                    positions.replaceAll((partition, position) -> 0L);
                }
                return new Polled.Failed("as the test wants it");
            }
            List<Received> records = new ArrayList<>();
            positions.replaceAll((partition, position) -> {
                List<Received> log = log(partition);
                long next = position;
                while (next < log.size() && records.size() < MOST_RECORDS) {
                    records.add(log.get((int) next++));
                }
                return next;
            });
            return new Polled.Records(records);
        }

        @Override
        public void end(Partition partition, long timeoutNanos, Consumer<OptionalLong> done) {
            environment
                    .timers()
                    .after(
                            DELAY_NANOS,
                            () -> done.accept(OptionalLong.of(log(partition).size())));
        }

        @Override
        public long position(Partition partition) {
            return positions.getOrDefault(partition, 0L);
        }
    }
}
