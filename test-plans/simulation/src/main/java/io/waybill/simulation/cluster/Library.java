package io.waybill.simulation.cluster;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.plan.Clients;
import io.waybill.simulation.cluster.client.ClientLibrary;
import java.util.List;

/** Our own clients. */
record Library(List<Endpoint> bootstrap) implements ClientLibrary {

    @Override
    public ProducerPort producer(Environment environment, Clients.Producers settings) {
        throw new UnsupportedOperationException("there is no producer yet");
    }

    @Override
    public ConsumerPort consumer(Environment environment, Clients.Consumers settings) {
        throw new UnsupportedOperationException("there is no consumer yet");
    }
}
