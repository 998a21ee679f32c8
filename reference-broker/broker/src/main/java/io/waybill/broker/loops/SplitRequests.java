package io.waybill.broker.loops;

import io.waybill.broker.data.DataRequests;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.replica.Ownership;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.FetchRequest;
import java.util.List;

/**
 * Has each request about records answered by the loops that own its partitions. What concerns this loop alone is not
 * divided, and what concerns one other loop goes there whole. What two requests of a connection ask of one partition
 * reaches its owner in their order.
 */
public final class SplitRequests implements DataRequests {

    private final Environment environment;
    private final PerLoop<LoopAnswers> loops;
    private final Cuts cuts;
    private final FetchCuts fetchCuts;

    /**
     * Makes it for one loop.
     *
     * @param image the metadata as this loop knows them, which move on
     * @param loops those who answer; all have begun before the first request comes
     */
    public SplitRequests(Environment environment, MetadataImage image, PerLoop<LoopAnswers> loops) {
        this.environment = environment;
        this.loops = loops;
        var owners = new Owners(image, Ownership.of(environment.shards()));
        this.cuts = new Cuts(owners);
        this.fetchCuts = new FetchCuts(owners);
    }

    @Override
    public boolean handle(ReceivedRequest received, RequestHandler.Answer answer) {
        if (received.request() instanceof FetchRequest request) {
            int version = received.header().version();
            FetchCut cut = fetchCuts.of(version, request);
            if (cut.owners().size() > 1) {
                new SplitFetch(environment, loops, version, request, cut, answer).begin();
                return true;
            }
            return whole(cut.owners(), received, answer);
        }
        Cut cut = cuts.of(received);
        if (cut == null || cut.owners().size() <= 1) {
            return whole(cut == null ? List.of() : cut.owners(), received, answer);
        }
        var answers = new PartAnswers(self(), cut.owners().size(), cut.join(), answer);
        for (int owner : cut.owners()) {
            give(owner, new ReceivedRequest(received.header(), cut.part().apply(owner), received.error()), answers);
        }
        return true;
    }

    /** Has one loop answer all of it: its owner, or this one where there is none. */
    private boolean whole(List<Integer> owners, ReceivedRequest received, RequestHandler.Answer answer) {
        int owner = owners.isEmpty() ? self() : owners.get(0);
        if (owner == self()) {
            return loops.own(owner).handlers().handle(received, answer);
        }
        give(owner, received, new PartAnswers(self(), 1, answers -> answers.get(owner), answer));
        return true;
    }

    private void give(int owner, ReceivedRequest part, PartAnswers answers) {
        if (owner == self()) {
            loops.own(owner).handlers().handle(part, answers.own());
        } else {
            loops.post(environment.shards(), owner, there -> there.handlers().handle(part, answers.of(there.shards())));
        }
    }

    private int self() {
        return environment.shards().self();
    }
}
