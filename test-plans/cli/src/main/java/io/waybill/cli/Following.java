package io.waybill.cli;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.online.EarlyFinding;
import io.waybill.checker.online.OnlineChecker;
import io.waybill.checker.online.Standing;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryTail;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Follows a history that is being written until its writer closes it, falls silent, or somebody calls it off. */
final class Following {

    /** A recorder writes several times a second as long as anything happens. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Output output;
    private final String file;
    private final Duration patience;
    private final OnlineChecker checker = new OnlineChecker();
    private final Set<AnomalyKind> told = new HashSet<>();

    Following(Output output, String file, Duration patience) {
        this.output = output;
        this.file = file;
        this.patience = patience;
    }

    /** Follows the file, or as much of it as there is when this thread is interrupted; the interrupt is spent. */
    void toItsEnd(Path path) throws IOException {
        try (HistoryTail tail = HistoryTail.open(path)) {
            long lastNews = System.nanoTime();
            long lastBeat = lastNews;
            while (true) {
                long now = System.nanoTime();
                if (tail.advance(checker)) {
                    lastNews = now;
                    confirmations();
                }
                if (tail.isEnded()) {
                    say("closed by its writer");
                    return;
                }
                if (now - lastNews >= patience.toNanos()) {
                    say("nothing was written for " + Wording.duration(patience) + ": judging what there is");
                    return;
                }
                if (now - lastBeat >= HEARTBEAT.toNanos()) {
                    lastBeat = now;
                    say("so far");
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            // An interrupt that is not spent would close the file that is judged next.
            boolean spent = Thread.interrupted();
            assert !Thread.currentThread().isInterrupted() : spent;
            say("called off");
        } catch (CorruptHistoryException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private void confirmations() {
        for (EarlyFinding finding : checker.standing().first()) {
            if (told.add(finding.kind())) {
                output.progress(Line.of(file + " confirmed ").plus(finding.sentence(checker.names()), Tone.VIOLATED));
            }
        }
    }

    private void say(String what) {
        Standing standing = checker.standing();
        output.progress(Line.of(file + " " + what + ": ")
                .plus(Wording.number(standing.messages()) + " sends and deliveries, confirmed ")
                .plus(StandingText.confirmed(standing))
                .plus(", suspected ")
                .plus(StandingText.suspected(standing)));
        output.flush();
    }
}
