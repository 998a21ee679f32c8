package io.waybill.checker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.oracle.Told;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutomatonPropertyTest {

    private static final long SEED = 0x5eed_a070L;
    private static final int HISTORIES = 3_000;
    private static final MessageId MESSAGE = new MessageId(0, 0, 0);

    @Test
    void agrees_with_trying_every_completion_of_one_messages_story() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        int illegal = 0;
        for (int i = 0; i < HISTORIES; i++) {
            Story story = Story.random(random);

            boolean found = finds(story.events());

            assertThat(found)
                    .as("history %d of seed %x: %s, closed %s", i, SEED, story, Arrays.toString(story.closes()))
                    .isEqualTo(!story.isPossible());
            illegal += found ? 1 : 0;
        }
        assertThat(illegal).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    private static boolean finds(List<Event> events) throws IOException {
        try (HistoryReader history = Told.stored(events)) {
            Findings findings = new Findings(1);
            new QueueJudge(history, HistoryFacts.of(history), false).judge(findings, 1);
            return !findings.groups().isEmpty();
        }
    }

    /** Deliveries of one message, each to a consumer of its own, with at most one settlement each, and closings. */
    private record Story(List<Event.Delivery> deliveries, List<Event.@Nullable Settlement> settlements, long[] closes) {

        private static final int READY = -1;
        private static final int GONE = -2;
        private static final int END = 30;

        static Story random(SplittableRandom random) {
            int count = 1 + random.nextInt(3);
            List<Event.Delivery> deliveries = new ArrayList<>();
            List<Event.@Nullable Settlement> settlements = new ArrayList<>();
            long[] closes = new long[count];
            for (int d = 0; d < count; d++) {
                long invoke = 1 + random.nextInt(12);
                long complete = invoke + random.nextInt(3);
                deliveries.add(new Event.Delivery(d, 0, -1, MESSAGE, -1, -1, d, false, invoke, complete));
                long settle = complete + random.nextInt(5);
                settlements.add(random.nextInt(4) == 0 ? null : settlement(d, settle, random));
                closes[d] = random.nextInt(3) == 0 ? settle + 4 + random.nextInt(4) : Event.NEVER;
            }
            return new Story(deliveries, settlements, closes);
        }

        private static Event.Settlement settlement(int consumer, long invoke, SplittableRandom random) {
            Event.SettlementKind kind = Event.SettlementKind.values()[random.nextInt(3)];
            Outcome outcome = switch (random.nextInt(4)) {
                case 0 -> Outcome.info("no reply");
                case 1 -> Outcome.fail("refused");
                default -> Outcome.ok();
            };
            return new Event.Settlement(consumer, MESSAGE, consumer, kind, outcome, invoke, invoke + random.nextInt(4));
        }

        List<Event> events() {
            List<Event> all = new ArrayList<>();
            all.add(new Event.PartitionDefined(0, "jobs", 0, Event.PartitionKind.QUEUE));
            all.add(new Event.Send(MESSAGE, -1, -1, Outcome.ok(), -1, null, 0, 0));
            all.addAll(deliveries);
            settlements.stream().filter(settlement -> settlement != null).forEach(all::add);
            for (int consumer = 0; consumer < closes.length; consumer++) {
                if (closes[consumer] != Event.NEVER) {
                    all.add(new Event.ConsumerClosed(consumer, false, closes[consumer]));
                }
            }
            all.add(new Event.Closed(END));
            return all;
        }

        /** Whether some choice of when everything took effect explains what was seen. */
        boolean isPossible() {
            return isPossible(0, READY, 0, 0, new HashSet<>());
        }

        private boolean isPossible(long time, int holder, int handed, int settled, Set<String> tried) {
            if (!tried.add(time + " " + holder + " " + handed + " " + settled)) {
                return false;
            }
            if (time == END) {
                return true;
            }
            if (mayPass(time, handed, settled) && isPossible(time + 1, holder, handed, settled, tried)) {
                return true;
            }
            if (holder == READY) {
                for (int d = 0; d < deliveries.size(); d++) {
                    // A broker may hand a message to a client before the application polls for it.
                    boolean may =
                            (handed & 1 << d) == 0 && time <= deliveries.get(d).completeNanos();
                    if (may && isPossible(time, d, handed | 1 << d, settled, tried)) {
                        return true;
                    }
                }
            }
            return holder >= 0 && isReleased(time, holder, handed, settled, tried);
        }

        /** What has certainly happened by now must have. */
        private boolean mayPass(long time, int handed, int settled) {
            for (int d = 0; d < deliveries.size(); d++) {
                Event.Settlement settlement = settlements.get(d);
                boolean late = settlement != null
                        && settlement.outcome().isOk()
                        && settlement.completeNanos() <= time
                        && (settled & 1 << d) == 0;
                if (late || (deliveries.get(d).completeNanos() <= time && (handed & 1 << d) == 0)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isReleased(long time, int holder, int handed, int settled, Set<String> tried) {
            if (closes[holder] <= time && isPossible(time, READY, handed, settled, tried)) {
                return true;
            }
            Event.Settlement s = settlements.get(holder);
            if (s == null || s.timeNanos() > time) {
                return false;
            }
            int after = settled | 1 << holder;
            boolean requeues = s.kind() == Event.SettlementKind.REQUEUE;
            if (!s.outcome().isOk()) {
                return isPossible(time, READY, handed, after, tried) || isPossible(time, GONE, handed, after, tried);
            }
            return time <= s.completeNanos() && isPossible(time, requeues ? READY : GONE, handed, after, tried);
        }
    }
}
