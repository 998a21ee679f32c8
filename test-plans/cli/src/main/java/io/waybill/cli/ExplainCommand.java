package io.waybill.cli;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.anomaly.Names;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.planfile.tree.Similar;
import io.waybill.report.Finding;
import io.waybill.report.Judged;
import io.waybill.report.Life;
import io.waybill.report.MessageSearch;
import io.waybill.report.Neighbour;
import io.waybill.report.text.ExplanationText;
import io.waybill.report.text.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill explain}: the story of an anomaly, or the life of a message. */
@Command(
        name = "explain",
        description = "Tells what happened: an anomaly as a story that ends in a contradiction, or a message's life.")
final class ExplainCommand implements Callable<Integer> {

    private final Output output;

    @Parameters(
            index = "0",
            paramLabel = "FILE|RUN",
            description = "A history, or a run: its id, r-2f9c41, the beginning of it, its file, or latest.")
    private String source = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ANOMALY",
            description = "One of those found, A1, or a kind, lost-write. Default: all that were found.")
    private @Nullable String anomaly;

    @Option(names = "--message", paramLabel = "ID", description = "Follow this message instead, healthy or not.")
    private @Nullable String message;

    @Option(names = "--context", paramLabel = "N", description = "Show N offsets before and behind the message too.")
    private int context;

    @Mixin
    private HistoryOption history = new HistoryOption();

    @Mixin
    private StoreOption store = new StoreOption();

    ExplainCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if (context < 0) {
            throw new UsageException("--context must be >= 0, was " + context);
        }
        if (anomaly != null && message != null) {
            throw new UsageException("either an anomaly or --message can be explained, not both at once");
        }
        try (Subject subject = open()) {
            if (message != null) {
                life(subject, message);
            } else {
                for (Finding finding : chosen(subject)) {
                    output.result(
                            ExplanationText.of(subject.report(), finding, around(subject, finding), output.columns()));
                }
            }
        }
        return ExitCode.OK;
    }

    private Subject open() throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        Optional<Path> run = new Runs(output, store).path(source);
        return run.isPresent()
                ? Subject.ofRun(run.get(), threads)
                : Subject.ofFile(history, output, store, source, CheckOptions.all(threads));
    }

    private List<Finding> chosen(Subject subject) {
        List<Finding> findings = subject.report().findings();
        if (anomaly == null) {
            if (findings.isEmpty()) {
                output.result(
                        List.of(Line.of("No anomaly in " + source + ". --message ID tells the life of a message.")));
            }
            return findings;
        }
        return List.of(subject.report().finding(anomaly).orElseThrow(() -> new UsageException(notFound(findings))));
    }

    private String notFound(List<Finding> findings) {
        String wanted = String.valueOf(anomaly);
        String found = findings.isEmpty()
                ? "there is none"
                : "expected one of "
                        + findings.stream()
                                .map(finding -> finding.id() + " ("
                                        + finding.group().kind().id() + ")")
                                .collect(Collectors.joining(", "));
        if (ClaimCatalogue.anomaly(wanted).isPresent()) {
            return "no " + wanted + " was found in " + source + ": " + found;
        }
        List<String> words = new ArrayList<>();
        findings.forEach(finding -> {
            words.add(finding.id());
            words.add(finding.group().kind().id());
        });
        return "no anomaly \"" + wanted + "\" in " + source + ": " + found + Similar.hint(wanted, words);
    }

    private List<Neighbour> around(Subject subject, Finding finding) {
        Optional<Event.Send> send = finding.told().stream()
                .flatMap(each -> each.proof().stream())
                .map(step -> step.event())
                .filter(Event.Send.class::isInstance)
                .map(Event.Send.class::cast)
                .filter(each -> each.offset() != Event.NO_OFFSET)
                .findFirst();
        if (context == 0 || send.isEmpty()) {
            return List.of();
        }
        Judged judged = finding.judged();
        return Neighbour.around(
                subject.reader(judged),
                judged.judgement().names(),
                send.get().message().partition(),
                send.get().offset(),
                context);
    }

    private void life(Subject subject, String wanted) {
        boolean found = false;
        for (Judged judged : subject.report().judged()) {
            List<MessageId> ids = MessageSearch.find(wanted, judged.judgement().names(), subject.reader(judged));
            if (ids.size() > 1) {
                throw new UsageException(
                        ambiguous(wanted, ids, judged.judgement().names()));
            }
            for (MessageId id : ids) {
                found = true;
                life(subject, judged, id);
            }
        }
        if (!found) {
            throw new UsageException("no message \"" + wanted + "\" in " + source
                    + ", expected its own name, or session#sequence such as p2#8842");
        }
    }

    private static String ambiguous(String wanted, List<MessageId> ids, Names names) {
        return "\"" + wanted + "\" is the name of " + ids.size() + " messages, one a partition: give "
                + ids.stream()
                        .map(id -> names.partition(id.partition()) + "/" + wanted)
                        .collect(Collectors.joining(" or "));
    }

    private void life(Subject subject, Judged judged, MessageId id) {
        Life life = Life.of(id, judged.judgement(), subject.reader(judged));
        List<Neighbour> neighbours = context == 0 || life.offset() == Event.NO_OFFSET
                ? List.of()
                : Neighbour.around(
                        subject.reader(judged), judged.judgement().names(), id.partition(), life.offset(), context);
        if (subject.report().judged().size() > 1) {
            output.result(List.of(Line.EMPTY, Line.of("  in " + judged.name())));
        }
        output.result(ExplanationText.of(life, neighbours, output.columns()));
    }
}
