package io.waybill.environment.conformance;

import static io.waybill.environment.conformance.Stage.MILLISECOND;

import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import java.util.List;

/** What loops promise: tasks, timers, time, randomness and the loops beside them. */
final class LoopChecks {

    private LoopChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("what is posted runs after the callback, in order", LoopChecks::posts),
                new Check("timers run by their time, and at the same time by their age", LoopChecks::timerOrder),
                new Check("no timer runs before its time", LoopChecks::timerTime),
                new Check("a timer that was cancelled never runs, and says whether it was", LoopChecks::cancel),
                new Check("a timer cannot be set in the past", LoopChecks::negativeDelay),
                new Check("monotonic time does not go back", LoopChecks::clock),
                new Check("a purpose has one stream of randomness, and two have two", LoopChecks::randomness),
                new Check("shards know each other, and what one posts to another stays in order", LoopChecks::shards),
                new Check("a task that is posted to a shard runs on its loop", LoopChecks::shardLoops),
                new Check("what is started on a shard has the environment of its loop", LoopChecks::started),
                new Check("a shard may post to itself", LoopChecks::ownShard));
    }

    private static void posts(Stage stage) {
        stage.add(0, environment -> {
            Timers timers = environment.timers();
            timers.post(() -> {
                stage.note("first");
                timers.post(() -> stage.note("fourth"));
                stage.note("second");
            });
            timers.post(() -> stage.note("third"));
            stage.note("callback");
        });

        stage.mustNote("callback", "first", "second", "third", "fourth");
    }

    private static void timerOrder(Stage stage) {
        stage.add(0, environment -> {
            Timers timers = environment.timers();
            // Far enough apart that no pause of a real machine between two calls turns their order round.
            timers.after(900 * MILLISECOND, () -> stage.note("late"));
            timers.after(600 * MILLISECOND, () -> stage.note("middle"));
            timers.after(300 * MILLISECOND, () -> stage.note("early"));
            timers.after(0, () -> stage.note("now"));
            timers.after(0, () -> stage.note("now, set later"));
        });

        stage.mustNote("now", "now, set later", "early", "middle", "late");
    }

    private static void timerTime(Stage stage) {
        stage.add(0, environment -> {
            for (long delay = 0; delay < 20; delay++) {
                long nanos = delay * 777_777;
                long set = environment.clock().nanos();
                environment.timers().after(nanos, () -> {
                    long passed = environment.clock().nanos() - set;
                    stage.note(passed >= nanos ? "in time" : "after " + passed + " ns instead of " + nanos);
                });
            }
        });

        stage.runUntil(() -> stage.notes().size() == 20, "20 timers must run");
        stage.must(stage.notes().stream().allMatch("in time"::equals), "no timer may run before its time");
    }

    private static void cancel(Stage stage) {
        stage.add(0, environment -> {
            Timers timers = environment.timers();
            Timers.Timer cancelled = timers.after(5 * MILLISECOND, () -> stage.note("ran although it was cancelled"));
            stage.note("cancel: " + cancelled.cancel());
            stage.note("cancel again: " + cancelled.cancel());
            Timers.Timer ran = timers.after(MILLISECOND, () -> stage.note("ran"));
            timers.after(10 * MILLISECOND, () -> stage.note("cancel after it ran: " + ran.cancel()));
        });

        stage.mustNote("cancel: true", "cancel again: false", "ran", "cancel after it ran: false");
    }

    private static void negativeDelay(Stage stage) {
        stage.add(0, environment -> {
            try {
                environment.timers().after(-1, () -> stage.note("ran"));
                stage.note("taken");
            } catch (IllegalArgumentException e) {
                stage.note("refused");
            }
        });

        stage.mustNote("refused");
    }

    private static void clock(Stage stage) {
        stage.add(0, environment -> look(environment, stage, environment.clock().nanos(), 50));

        stage.runUntil("time was looked at");
        stage.must(!stage.hasNoted("back"), "monotonic time must not go back");
    }

    private static void look(Environment environment, Stage stage, long before, int more) {
        long now = environment.clock().nanos();
        if (now < before) {
            stage.note("back");
        }
        if (more == 0) {
            stage.note("time was looked at");
        } else {
            environment.timers().after(more * 10_000L, () -> look(environment, stage, now, more - 1));
        }
    }

    private static void randomness(Stage stage) {
        stage.add(0, environment -> {
            long first = environment.randomness("purpose").nextLong();
            stage.note("same: " + (first == environment.randomness("purpose").nextLong()));
            stage.note("other: " + (first == environment.randomness("another").nextLong()));
        });

        stage.mustNote("same: true", "other: false");
    }

    private static void shards(Stage stage) {
        stage.add(0, 3, environment -> {
            int self = environment.shards().self();
            stage.note("shard " + self + " of " + environment.shards().count());
            for (int i = 0; i < 100; i++) {
                String note = self + "." + i;
                environment.shards().post((self + 1) % 3, () -> stage.note(note));
            }
        });

        stage.runUntil(() -> stage.notes().size() == 303, "3 shards must run 100 tasks each");
        for (int self = 0; self < 3; self++) {
            stage.must(stage.hasNoted("shard " + self + " of 3"), "shard " + self + " must know itself");
            String prefix = self + ".";
            List<String> own = stage.notes().stream()
                    .filter(note -> note.startsWith(prefix))
                    .toList();
            for (int i = 0; i < 100; i++) {
                stage.must(own.get(i).equals(prefix + i), "what shard " + self + " posts must run in order");
            }
        }
    }

    private static void shardLoops(Stage stage) {
        boolean[] inside = new boolean[2];
        Thread[] posting = new Thread[2];
        stage.add(0, 2, environment -> {
            int self = environment.shards().self();
            inside[self] = true;
            posting[self] = Thread.currentThread();
            for (int i = 0; i < 50; i++) {
                environment.shards().post(1 - self, () -> {
                    boolean early = inside[1 - self] || posting[self] == Thread.currentThread();
                    stage.note(early ? "within a callback" : "alone");
                });
            }
            posting[self] = null;
            inside[self] = false;
        });

        stage.runUntil(() -> stage.notes().size() == 100, "2 shards must run 50 tasks each");
        stage.must(!stage.hasNoted("within a callback"), "a task must run when its loop is free, and only there");
    }

    private static void started(Stage stage) {
        stage.add(0, 3, environment -> {
            if (environment.shards().self() == 0) {
                for (int shard = 0; shard < 3; shard++) {
                    int on = shard;
                    environment.shards().post(on, () -> stage.note(on + " before"));
                    environment.shards().start(on, its -> {
                        stage.note(on + " has " + its.shards().self());
                        its.timers().post(() -> stage.note(on + " goes on"));
                    });
                    environment.shards().post(on, () -> stage.note(on + " after"));
                }
            }
        });

        stage.runUntil(() -> stage.notes().size() == 12, "3 shards must run 3 tasks and go on");
        for (int shard = 0; shard < 3; shard++) {
            String prefix = shard + " ";
            List<String> own = stage.notes().stream()
                    .filter(note -> note.startsWith(prefix) && !note.endsWith("goes on"))
                    .toList();
            stage.must(
                    own.equals(List.of(prefix + "before", prefix + "has " + shard, prefix + "after")),
                    "what is started on shard " + shard + " must run there, in the order of what is posted");
        }
    }

    private static void ownShard(Stage stage) {
        stage.add(0, environment -> {
            environment.shards().post(0, () -> stage.note("first"));
            environment.shards().post(0, () -> stage.note("second"));
            stage.note("callback");
            try {
                environment.shards().post(1, () -> stage.note("ran nowhere"));
            } catch (IllegalArgumentException e) {
                stage.note("there is no shard 1");
            }
        });

        stage.mustNote("callback", "there is no shard 1", "first", "second");
    }
}
