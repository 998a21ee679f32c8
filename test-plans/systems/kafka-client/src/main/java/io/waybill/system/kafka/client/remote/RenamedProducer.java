package io.waybill.system.kafka.client.remote;

import io.waybill.fault.Partition;
import io.waybill.system.ProducerDriver;
import io.waybill.system.SendOutcome;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A producer to which topics have the plan's names. */
record RenamedProducer(ProducerDriver driver, TopicNames names) implements ProducerDriver {

    @Override
    public void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done) {
        driver.send(names.there(partition), key, value, done);
    }

    @Override
    public void close(Duration deadline) {
        driver.close(deadline);
    }
}
