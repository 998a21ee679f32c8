package io.waybill.server.process;

import io.waybill.broker.settings.BrokerMutants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;

/** A process that is one node, so that it can be killed, and limited by the system. */
final class NodeChild {

    private NodeChild() {}

    /** Runs the node of a properties file; ends with 1 where it crashes. */
    public static void main(String[] args) throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        var given = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name)));
        var log = new NodeLog(1, line -> {
            System.out.println(line);
            System.out.flush();
        });
        var node = NodeProcess.start(NodeConfig.of(given), BrokerMutants.NONE, log);
        System.exit(node.ended().join().isPresent() ? 1 : 0);
    }
}
