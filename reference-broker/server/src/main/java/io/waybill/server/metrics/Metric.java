package io.waybill.server.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Everything that a node tells Prometheus. The names follow its conventions: base units, {@code _total} behind what
 * only grows. docs/broker.md has the same table, and a test compares them.
 */
public enum Metric {
    REQUEST_DURATION(
            Kind.HISTOGRAM,
            "waybill_request_duration_seconds",
            "From the last byte of a request to its answer; a fetch and a produce with acks=all wait on purpose.",
            "endpoint",
            "api"),
    REQUEST_BYTES(
            Kind.COUNTER,
            "waybill_request_bytes_total",
            "Bytes of requests that came whole and could be read.",
            "endpoint",
            "api"),
    REQUEST_ERRORS(
            Kind.COUNTER,
            "waybill_request_errors_total",
            "Errors in answers, each topic and partition counted.",
            "endpoint",
            "api",
            "error"),
    REQUESTS_UNREADABLE(
            Kind.COUNTER,
            "waybill_requests_unreadable_total",
            "Frames that could not be read as a request; each ended its connection.",
            "endpoint"),
    REQUESTS_REFUSED(
            Kind.COUNTER,
            "waybill_requests_refused_total",
            "Large requests that were not taken while much was held; each ended its connection.",
            "endpoint"),
    REQUESTS_HELD(
            Kind.GAUGE,
            "waybill_requests_held_bytes",
            "About what requests take that wait for their answer, or for the answers before theirs.",
            "endpoint"),
    RECEIVED_BYTES(Kind.COUNTER, "waybill_network_received_bytes_total", "Bytes that came over all connections."),
    SENT_BYTES(Kind.COUNTER, "waybill_network_sent_bytes_total", "Bytes that were sent over all connections."),
    CONNECTIONS(Kind.GAUGE, "waybill_connections", "Connections of others that are open."),
    CONNECTIONS_ACCEPTED(Kind.COUNTER, "waybill_connections_accepted_total", "Connections of others that were opened."),
    CONNECTIONS_REFUSED(
            Kind.COUNTER,
            "waybill_connections_refused_total",
            "Connections that were closed at once, because max.connections were open."),
    CONNECTIONS_TIMED_OUT(
            Kind.COUNTER,
            "waybill_connections_timed_out_total",
            "Connections that were silent for longer than connections.max.idle.ms."),
    CONNECTIONS_SLOW(
            Kind.COUNTER,
            "waybill_connections_slow_total",
            "Connections that were ended because they were slow to read, while 128 MiB waited to be sent."),
    FRAMES_REFUSED(
            Kind.COUNTER,
            "waybill_frames_refused_total",
            "Frames whose length is none, or larger than socket.request.max.bytes."),
    FRAMES_PARTIAL(
            Kind.GAUGE,
            "waybill_frames_partial_bytes",
            "What large frames take that have begun to come; bounded by queued.max.request.bytes."),
    APPENDED_RECORDS(Kind.COUNTER, "waybill_log_appended_records_total", "Offsets appended to logs, leading or not."),
    APPENDED_BYTES(Kind.COUNTER, "waybill_log_appended_bytes_total", "Bytes of the batches appended to logs."),
    TRUNCATIONS(
            Kind.COUNTER,
            "waybill_log_truncations_total",
            "Times that a follower cut off or dropped what its leader does not have."),
    DISK_WRITTEN_BYTES(Kind.COUNTER, "waybill_disk_written_bytes_total", "Bytes given to the system for files."),
    DISK_FLUSH_DURATION(
            Kind.HISTOGRAM, "waybill_disk_flush_duration_seconds", "How long fdatasync took, of logs and metadata."),
    DISK_FAILURES(Kind.COUNTER, "waybill_disk_failures_total", "Operations that the system refused."),
    PARTITIONS(Kind.GAUGE, "waybill_partitions", "Partitions of which this node is a replica.", "role"),
    UNDER_REPLICATED(
            Kind.GAUGE,
            "waybill_partitions_under_replicated",
            "Partitions led here of which not every replica is in sync."),
    UNDER_MIN_ISR(
            Kind.GAUGE,
            "waybill_partitions_under_min_isr",
            "Partitions led here with fewer in-sync replicas than min.insync.replicas."),
    LEADERLESS(Kind.GAUGE, "waybill_partitions_leaderless", "Partitions of the cluster that nobody leads."),
    REPLICAS_OFFLINE(
            Kind.GAUGE,
            "waybill_replicas_offline",
            "Replicas of this node that serve no more, because their log failed."),
    ISR_SHRINKS(Kind.COUNTER, "waybill_isr_shrinks_total", "Committed changes of an ISR led here that lost a replica."),
    ISR_EXPANDS(
            Kind.COUNTER, "waybill_isr_expands_total", "Committed changes of an ISR led here that gained a replica."),
    LEADER_ELECTIONS(
            Kind.COUNTER, "waybill_leader_elections_total", "Times that this node became the leader of a partition."),
    CONTROLLER_ACTIVE(Kind.GAUGE, "waybill_controller_active", "1 where this node is the active controller."),
    CONTROLLER_EPOCH(Kind.GAUGE, "waybill_controller_epoch", "The epoch of the active controller that it knows."),
    METADATA_INDEX(
            Kind.GAUGE, "waybill_metadata_applied_index", "How far this node has applied the log of the metadata."),
    FENCED(Kind.GAUGE, "waybill_broker_fenced", "1 where this node may neither lead nor be in sync."),
    LOOP_DELAY(
            Kind.GAUGE,
            "waybill_loop_delay_seconds",
            "How long a task waited for its turn on a loop when this page was read.",
            "loop"),
    LOOP_TASKS(
            Kind.GAUGE, "waybill_loop_waiting_tasks", "Tasks that waited for a loop when this page was read.", "loop"),
    PLANTED_FLAWS(
            Kind.GAUGE, "waybill_planted_flaws", "How many promises this node breaks on purpose: 0, or do not use it."),
    PLANTED_FLAW(Kind.GAUGE, "waybill_planted_flaw", "1 for each flaw that was planted (docs/mutants.md).", "flaw"),
    BUILD(Kind.INFO, "waybill_build_info", "What runs here.", "version", "java"),
    MEMORY_USED(Kind.GAUGE, "jvm_memory_used_bytes", "Memory that the JVM uses.", "area"),
    MEMORY_COMMITTED(Kind.GAUGE, "jvm_memory_committed_bytes", "Memory that the JVM has of the system.", "area"),
    MEMORY_MAX(Kind.GAUGE, "jvm_memory_max_bytes", "Memory that the JVM may have, where it is limited.", "area"),
    BUFFERS_USED(Kind.GAUGE, "jvm_buffer_pool_used_bytes", "Memory of buffers outside the heap.", "pool"),
    COLLECTIONS(Kind.SUMMARY, "jvm_gc_collection_seconds", "How often and how long garbage was collected.", "gc"),
    THREADS(Kind.GAUGE, "jvm_threads_current", "Threads that live."),
    CLASSES(Kind.GAUGE, "jvm_classes_currently_loaded", "Classes that are loaded."),
    CPU(Kind.COUNTER, "process_cpu_seconds_total", "CPU time of the process, of the system's part too."),
    STARTED(Kind.GAUGE, "process_start_time_seconds", "When the process began, in seconds since 1970."),
    RESIDENT(Kind.GAUGE, "process_resident_memory_bytes", "Memory of the process that is in RAM; on Linux."),
    OPEN_FILES(Kind.GAUGE, "process_open_fds", "Open files and sockets of the process."),
    MOST_OPEN_FILES(Kind.GAUGE, "process_max_fds", "How many files and sockets it may have open.");

    private static final String SEPARATOR = ",";

    private final Kind kind;
    private final String title;
    private final String help;
    private final String labels;

    Metric(Kind kind, String title, String help, String... labels) {
        this.kind = kind;
        this.title = title;
        this.help = help;
        this.labels = String.join(SEPARATOR, labels);
    }

    /** Which of Prometheus's kinds a metric is. */
    public enum Kind {
        /** Only grows, from 0 in each life of the process. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How many were at most so large, for some sizes, their number and their sum. */
        HISTOGRAM,
        /** A number and a sum. */
        SUMMARY,
        /** 1, and words. */
        INFO;

        /** Returns the word that the text format has for it. */
        public String word() {
            // The older text format knows no info: it is a gauge there.
            return this == INFO ? "gauge" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the name that Prometheus sees; behind that of a histogram or a summary stand further endings. */
    public String title() {
        return title;
    }

    /** Returns the kind. */
    public Kind kind() {
        return kind;
    }

    /** Returns what it is, in a sentence. */
    public String help() {
        return help;
    }

    /** Returns the names of its labels. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(SEPARATOR, -1));
    }
}
