package io.waybill.workload.benchmark;

import io.waybill.fault.Partition;
import io.waybill.system.ClientSource;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A broker that is lists in memory: it acknowledges at once, unless it refuses. Used by many threads. */
final class MemoryBroker implements ClientSource {

    private final Map<Partition, List<Received>> logs = new ConcurrentHashMap<>();
    private volatile boolean refuses;

    void refuse() {
        refuses = true;
    }

    private List<Received> log(Partition partition) {
        return logs.computeIfAbsent(partition, none -> new ArrayList<>());
    }

    @Override
    public ProducerDriver producer(ProducerSpec spec) {
        return new ProducerDriver() {
            @Override
            public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
                if (refuses) {
                    done.accept(new SendOutcome.Fail("RecordTooLarge", "it never took it"));
                    return;
                }
                List<Received> log = log(partition);
                long offset;
                synchronized (log) {
                    offset = log.size();
                    log.add(new Received(partition, offset, 0, key, value));
                }
                done.accept(new SendOutcome.Ok(offset));
            }

            @Override
            public void close(Duration deadline) {
                // It has no threads and no connections.
            }
        };
    }

    @Override
    public ConsumerDriver consumer(ConsumerSpec spec) {
        Map<Partition, Long> positions = new HashMap<>();
        return new ConsumerDriver() {
            @Override
            public void assign(Map<Partition, Long> starts) {
                positions.putAll(starts);
            }

            @Override
            public List<Received> poll(Duration timeout) {
                List<Received> all = new ArrayList<>();
                positions.replaceAll((partition, position) -> {
                    List<Received> log = log(partition);
                    synchronized (log) {
                        all.addAll(log.subList(Math.toIntExact(position), log.size()));
                        return (long) log.size();
                    }
                });
                return all;
            }

            @Override
            public long position(Partition partition) {
                return positions.getOrDefault(partition, 0L);
            }

            @Override
            public void close() {
                positions.clear();
            }
        };
    }
}
