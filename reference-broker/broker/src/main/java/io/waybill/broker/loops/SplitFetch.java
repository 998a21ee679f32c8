package io.waybill.broker.loops;

import io.waybill.broker.data.FetchShare;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One fetch that concerns partitions of several loops, held until there is enough in all of them together.
 *
 * <pre>
 *    round: each owner in turn looks at its share, and may give what those before have left of max.bytes
 *       │
 *       ├─► enough, news or no more time ──► answer
 *       └─► wait for the time, or for any owner to say that there may be more ──► round
 * </pre>
 *
 * <p>Used on the loop of the connection only.
 */
final class SplitFetch {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Environment environment;
    private final int self;
    private final PerLoop<LoopAnswers> loops;
    private final int version;
    private final FetchRequest request;
    private final FetchCut cut;
    private final RequestHandler.Answer answer;
    private final List<Place> places = new ArrayList<>();
    private final SortedMap<Integer, FetchResponse> found = new TreeMap<>();
    private Timers.@Nullable Timer timer;
    private boolean isOver;
    private boolean isLooking;
    private boolean isNews;
    private boolean hasChanged;
    private boolean isDone;

    /** The share of one owner, touched on his loop alone. */
    private static final class Place {
        private final int owner;
        private final FetchRequest part;
        private @Nullable FetchShare share;

        Place(int owner, FetchRequest part) {
            this.owner = owner;
            this.part = part;
        }
    }

    SplitFetch(
            Environment environment,
            PerLoop<LoopAnswers> loops,
            int version,
            FetchRequest request,
            FetchCut cut,
            RequestHandler.Answer answer) {
        this.environment = environment;
        this.self = environment.shards().self();
        this.loops = loops;
        this.version = version;
        this.request = request;
        this.cut = cut;
        this.answer = answer;
    }

    void begin() {
        cut.owners().forEach(owner -> places.add(new Place(owner, cut.part(owner))));
        isOver = request.maxWaitMs() <= 0 || request.minBytes() <= 0;
        look();
    }

    private void look() {
        isLooking = true;
        isNews = false;
        hasChanged = false;
        found.clear();
        ask(0, 0);
    }

    private void ask(int index, int bytes) {
        Place place = places.get(index);
        boolean mayWait = !isOver;
        at(place, there -> {
            FetchShare share = place.share;
            if (share == null) {
                share = there.handlers().share(version, place.part, () -> home(there, this::changed));
                place.share = share;
            }
            share.look(bytes, mayWait, its -> home(there, () -> took(index, its)));
        });
    }

    /** Does something where an owner is: now where that is here, else later. */
    private void at(Place place, Consumer<LoopAnswers> task) {
        if (place.owner == self) {
            task.accept(loops.own(self));
        } else {
            loops.post(environment.shards(), place.owner, task);
        }
    }

    /** Comes back from where an owner is, later in any case: who calls may be in the middle of something. */
    private void home(LoopAnswers from, Runnable task) {
        from.shards().post(self, task);
    }

    private void took(int index, FetchShare.Found its) {
        if (isDone) {
            return;
        }
        found.put(places.get(index).owner, its.response());
        isNews |= its.isNews();
        if (index + 1 < places.size()) {
            ask(index + 1, its.bytes());
            return;
        }
        isLooking = false;
        if (isNews || isOver || its.bytes() >= request.minBytes()) {
            end();
            answer.send(cut.join(found));
        } else {
            await();
        }
    }

    private void await() {
        if (timer == null) {
            timer = environment.timers().after(request.maxWaitMs() * NANOS_PER_MILLI, this::timeOut);
        }
        if (hasChanged) {
            lookAgain();
        }
    }

    private void timeOut() {
        isOver = true;
        if (!isDone && !isLooking) {
            lookAgain();
        }
    }

    /** An owner may have more than when it looked. */
    private void changed() {
        hasChanged = true;
        if (!isDone && !isLooking) {
            lookAgain();
        }
    }

    private void lookAgain() {
        if (answer.isWanted()) {
            look();
        } else {
            end();
        }
    }

    private void end() {
        isDone = true;
        if (timer != null) {
            timer.cancel();
        }
        for (Place place : places) {
            at(place, there -> {
                if (place.share != null) {
                    place.share.end();
                }
            });
        }
    }
}
