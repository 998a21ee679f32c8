package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TogetherTest {

    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

    @AfterEach
    void be_interrupted_no_more() {
        boolean spent = Thread.interrupted();
        done.add("interrupt spent: " + spent);
    }

    @Test
    void an_interrupt_is_heard_when_what_must_not_be_disturbed_is_done() {
        Thread.currentThread().interrupt();

        Together.undisturbed(() -> Together.forEach(List.of("container", "network"), done::add));

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(done).containsExactlyInAnyOrder("container", "network");
    }

    @Test
    void what_must_not_be_disturbed_fails_as_itself() {
        IllegalStateException problem = new IllegalStateException("no");

        assertThatThrownBy(() -> Together.undisturbed(() -> {
                    throw problem;
                }))
                .isSameAs(problem);
    }

    @Test
    void what_is_called_off_has_ended_before_that_is_told() {
        Thread caller = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        List<Callable<Boolean>> work = new ArrayList<>();
        work.add(() -> {
            caller.interrupt();
            try {
                return never.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // What an engine was asked for it goes on doing for a while.
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(true, 100, TimeUnit.MILLISECONDS)
                        .join();
                done.add("ended");
                throw e;
            }
        });

        assertThatThrownBy(() -> Together.call(work)).isInstanceOf(InterruptedException.class);

        assertThat(done).containsExactly("ended");
    }
}
