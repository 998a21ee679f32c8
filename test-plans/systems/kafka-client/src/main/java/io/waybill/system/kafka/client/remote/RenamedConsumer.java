package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Partition;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.Received;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A consumer to which topics have the plan's names.
 *
 * @param handedOut learns how far the consumer was given messages
 */
record RenamedConsumer(ConsumerDriver driver, TopicNames names, HandedOut handedOut) implements ConsumerDriver {

    @Override
    public void assign(Map<Partition, Long> starts) {
        Map<Partition, Long> there = new HashMap<>();
        starts.forEach((partition, offset) -> there.put(names.there(partition), offset));
        driver.assign(there);
    }

    @Override
    public List<Received> poll(Duration timeout) {
        List<Received> all = driver.poll(timeout).stream().map(this::renamed).toList();
        all.forEach(each -> handedOut.add(each.partition(), each.offset()));
        return all;
    }

    private Received renamed(Received there) {
        return new Received(
                names.here(there.partition()), there.offset(), there.timestampMillis(), there.key(), there.value());
    }

    @Override
    public long position(Partition partition) {
        return driver.position(names.there(partition));
    }

    @Override
    public void close() {
        driver.close();
    }
}
