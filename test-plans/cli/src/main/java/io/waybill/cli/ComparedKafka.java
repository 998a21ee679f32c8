package io.waybill.cli;

import io.waybill.benchmark.broker.Contender;
import io.waybill.cli.node.ComparedNodes;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.system.kafka.PlainKafka;
import java.nio.file.Path;

/** Apache Kafka as children of this process, to be measured. */
final class ComparedKafka implements Contender {

    private final PlainKafka kafka;
    private final Path scratch;

    ComparedKafka(PlainKafka kafka, Path scratch) {
        this.kafka = kafka;
        this.scratch = scratch;
    }

    @Override
    public String name() {
        return "Kafka " + PlainKafka.VERSION;
    }

    @Override
    public Cluster start(int nodes) {
        LocalProcesses processes = LocalProcesses.open(scratch, false);
        try {
            PlainKafka.Nodes started = kafka.start(processes, nodes);
            return new ComparedNodes.Children(processes, started.bootstrap(), started.processes());
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }
}
