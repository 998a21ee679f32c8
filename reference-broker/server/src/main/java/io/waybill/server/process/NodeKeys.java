package io.waybill.server.process;

import java.util.List;

/** The configurations of a node that brokers' static configurations are not among. */
final class NodeKeys {

    static final String NODE_ID = "node.id";
    static final String ROLES = "process.roles";
    static final String CLUSTER_ID = "cluster.id";
    static final String VOTERS = "controller.quorum.voters";
    /** Ours: in Kafka brokers follow the quorum through the controllers' listener, here through one of its own. */
    static final String MEMBERS = "quorum.members";

    /** Ours: a loop is what Kafka's threads for the network and for requests are together. */
    static final String LOOPS = "num.loops";
    /** Ours: for proxies between the nodes; in Kafka all who connect to a node use the same address. */
    static final String ROUTES = "waybill.routes";

    static final String LISTENERS = "listeners";
    static final String ADVERTISED = "advertised.listeners";
    static final String RACK = "broker.rack";
    static final String LOG_DIRS = "log.dirs";
    static final String LOG_DIR = "log.dir";
    static final String REQUEST_MAX_BYTES = "socket.request.max.bytes";
    static final String MAX_CONNECTIONS = "max.connections";
    static final String MAX_IDLE_MS = "connections.max.idle.ms";
    static final String QUEUED_MAX_BYTES = "queued.max.request.bytes";
    static final String BACKLOG = "socket.listen.backlog.size";
    static final String SEND_BUFFER = "socket.send.buffer.bytes";
    static final String RECEIVE_BUFFER = "socket.receive.buffer.bytes";
    /** Ours: Kafka tells its metrics through JMX. */
    static final String METRICS = "metrics.listener";

    static final String SETUP_TIMEOUT_MS = "socket.connection.setup.timeout.ms";

    static final List<String> ALL = List.of(
            NODE_ID,
            ROLES,
            CLUSTER_ID,
            VOTERS,
            MEMBERS,
            LOOPS,
            ROUTES,
            LISTENERS,
            ADVERTISED,
            RACK,
            LOG_DIRS,
            LOG_DIR,
            REQUEST_MAX_BYTES,
            MAX_CONNECTIONS,
            MAX_IDLE_MS,
            QUEUED_MAX_BYTES,
            BACKLOG,
            SEND_BUFFER,
            RECEIVE_BUFFER,
            SETUP_TIMEOUT_MS,
            METRICS);

    private NodeKeys() {}
}
