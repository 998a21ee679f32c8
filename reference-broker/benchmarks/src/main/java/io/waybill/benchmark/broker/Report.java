package io.waybill.benchmark.broker;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a session has found, for people and for programs. */
public final class Report {

    private final String ours;
    private final @Nullable String theirs;
    private final SessionPlan plan;
    private final Results results;
    private final double disturbedCores;

    Report(List<String> contenders, SessionPlan plan, Results results, double disturbedCores) {
        this.ours = contenders.get(0);
        this.theirs = contenders.size() > 1 ? contenders.get(1) : null;
        this.plan = plan;
        this.results = results;
        this.disturbedCores = disturbedCores;
    }

    /** Returns whether nothing was found. */
    public boolean isEmpty() {
        return results.isEmpty();
    }

    /** Returns it as text. */
    public List<String> text() {
        return lines(title -> title, Table::text, line -> line);
    }

    /** Returns it as sections of a page in Markdown. */
    public List<String> markdown() {
        return lines(title -> "### " + title, Table::markdown, line -> "- " + line);
    }

    /** Writes all runs as JSON. */
    public void json(Writer writer) throws IOException {
        new ReportJson(contenders(), plan, results).write(writer);
    }

    private List<String> contenders() {
        return theirs == null ? List.of(ours) : List.of(ours, theirs);
    }

    private List<String> lines(
            Function<String, String> title, Function<Table, List<String>> table, Function<String, String> item) {
        List<String> lines = new ArrayList<>();
        lines.add(how());
        lines.add("");
        lines.add(title.apply("Start and memory"));
        lines.add("");
        lines.addAll(table.apply(starts()));
        for (int nodes : plan.sizes()) {
            lines.add("");
            lines.add(title.apply(nodes == 1 ? "One node" : nodes + " nodes, three replicas, two in sync at least"));
            lines.add("");
            lines.addAll(table.apply(speeds(nodes)));
            lines.add("");
            lines.addAll(table.apply(latencies(nodes)));
        }
        lines.add("");
        lines.add(title.apply("Aims"));
        lines.add("");
        new Aims(ours, theirs, plan, results).lines().forEach(line -> lines.add(item.apply(line)));
        return lines;
    }

    private String how() {
        return String.format(
                Locale.ROOT,
                "%s, Java %s, %d cores. Medians of %d runs, the best in brackets. Other work took more than %.2f"
                        + " cores in %d of %d runs.",
                theirs == null ? ours : ours + " and " + theirs,
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                plan.repetitions(),
                disturbedCores,
                all().stream()
                        .filter(run -> run.usage().otherCores() > disturbedCores)
                        .count(),
                all().size());
    }

    private List<Measurement> all() {
        List<Measurement> all = new ArrayList<>();
        for (String contender : contenders()) {
            for (int nodes : plan.sizes()) {
                plan.loads().forEach(load -> all.addAll(results.measurements(new Side(contender, nodes), load)));
            }
        }
        return all;
    }

    private Table starts() {
        var table = new Table(
                List.of("", "ready, s", "CPU until then, s", "a broker at ready, MiB", "a broker at its peak, MiB"));
        for (int nodes : plan.sizes()) {
            for (String contender : contenders()) {
                var side = new Side(contender, nodes);
                List<Start> starts = results.starts(side);
                table.add(List.of(
                        contender + ", " + nodes + (nodes == 1 ? " node" : " nodes"),
                        Figures.of(starts, "%.2f", Start::readySeconds, false),
                        Figures.of(starts, "%.2f", Start::brokerSeconds, false),
                        Figures.mebibytes(
                                starts.stream().map(Start::residentBytes).toList()),
                        Figures.mebibytes(results.peaks(side))));
            }
        }
        return table;
    }

    private Table speeds(int nodes) {
        List<String> header = new ArrayList<>(List.of("", ours + ", records/s"));
        if (theirs != null) {
            header.addAll(List.of(theirs, "ratio"));
        }
        header.add("CPU, s");
        if (theirs != null) {
            header.addAll(List.of(theirs, "ratio"));
        }
        header.add("other work, cores");
        var table = new Table(header);
        for (Load load : plan.loads()) {
            if (load.kind() != Load.Kind.LATENCY) {
                table.add(speed(load, nodes));
            }
        }
        return table;
    }

    private List<String> speed(Load load, int nodes) {
        List<Measurement> mine = results.measurements(new Side(ours, nodes), load);
        List<Measurement> peers = peers(load, nodes);
        List<String> row = new ArrayList<>(List.of(load.name(), Figures.speed(mine)));
        if (theirs != null) {
            row.addAll(List.of(Figures.speed(peers), Figures.ratio(mine, peers, Measurement::recordsPerSecond)));
        }
        row.addAll(cpu(mine, peers));
        return row;
    }

    private Table latencies(int nodes) {
        List<String> header = new ArrayList<>(List.of("", ours + ", p50 p99 p99.9, ms"));
        if (theirs != null) {
            header.addAll(List.of(theirs, "p99, ratio"));
        }
        header.add("CPU, s");
        if (theirs != null) {
            header.addAll(List.of(theirs, "ratio"));
        }
        header.add("other work, cores");
        var table = new Table(header);
        for (Load load : plan.loads()) {
            if (load.kind() == Load.Kind.LATENCY) {
                table.add(latency(load, nodes));
            }
        }
        return table;
    }

    private List<String> latency(Load load, int nodes) {
        List<Measurement> mine = results.measurements(new Side(ours, nodes), load);
        List<Measurement> peers = peers(load, nodes);
        List<String> row = new ArrayList<>(List.of(load.name(), percentiles(mine)));
        if (theirs != null) {
            row.addAll(List.of(
                    percentiles(peers),
                    Figures.ratio(mine, peers, run -> run.latency().p99Millis())));
        }
        row.addAll(cpu(mine, peers));
        return row;
    }

    private static String percentiles(List<Measurement> runs) {
        return Figures.of(runs, "%.2f", run -> run.latency().p50Millis()) + " "
                + Figures.of(runs, "%.2f", run -> run.latency().p99Millis()) + " "
                + Figures.of(runs, "%.2f", run -> run.latency().p999Millis());
    }

    private List<String> cpu(List<Measurement> mine, List<Measurement> peers) {
        List<String> cells = new ArrayList<>(List.of(Figures.cpu(mine)));
        List<Measurement> both = new ArrayList<>(mine);
        if (theirs != null) {
            cells.addAll(List.of(
                    Figures.cpu(peers),
                    Figures.ratio(mine, peers, run -> run.usage().brokerSeconds())));
            both.addAll(peers);
        }
        cells.add(Figures.other(both));
        return cells;
    }

    private List<Measurement> peers(Load load, int nodes) {
        return theirs == null ? List.of() : results.measurements(new Side(theirs, nodes), load);
    }
}
