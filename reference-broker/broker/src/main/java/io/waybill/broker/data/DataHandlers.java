package io.waybill.broker.data;

import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.ProduceRequest;

/** Answers what is asked about records, by the replicas that are there. */
public final class DataHandlers implements OwnerRequests {

    private final ProduceHandler produce;
    private final FetchHandler fetch;
    private final ListOffsetsHandler listOffsets;
    private final EpochEndHandler epochEnds;
    private final DeleteRecordsHandler deleteRecords;
    private final DescribeProducersHandler describeProducers;

    /**
     * Makes the handlers of a broker's loop.
     *
     * @param image the metadata as this broker knows them, which move on
     * @param replicas those that this loop owns
     */
    public DataHandlers(Environment environment, MetadataImage image, LocalReplicas replicas, BrokerMutants mutants) {
        this(environment, new ImageHosting(environment.node(), image, replicas), mutants);
    }

    DataHandlers(Environment environment, Hosting hosting, BrokerMutants mutants) {
        this.produce = new ProduceHandler(hosting, environment.timers(), environment.probes());
        this.fetch = new FetchHandler(environment, hosting, mutants);
        this.listOffsets = new ListOffsetsHandler(hosting, mutants, environment.probes());
        this.epochEnds = new EpochEndHandler(hosting, mutants);
        this.deleteRecords = new DeleteRecordsHandler(hosting, environment.timers());
        this.describeProducers = new DescribeProducersHandler(hosting);
    }

    /** Returns whether a fetch continues a session: it is refused as a whole, for there are none. */
    public static boolean continuesSession(FetchRequest request) {
        return FetchHandler.isOfSession(request);
    }

    @Override
    public FetchShare share(int version, FetchRequest request, Runnable changed) {
        return fetch.share(version, request, changed);
    }

    @Override
    public boolean handle(ReceivedRequest received, RequestHandler.Answer answer) {
        int version = received.header().version();
        if (received.request() instanceof ProduceRequest request) {
            produce.handle(version, request, answer);
        } else if (received.request() instanceof FetchRequest request) {
            fetch.handle(version, request, answer);
        } else if (received.request() instanceof ListOffsetsRequest request) {
            listOffsets.handle(version, request, answer);
        } else if (received.request() instanceof OffsetForLeaderEpochRequest request) {
            epochEnds.handle(request, answer);
        } else if (received.request() instanceof DeleteRecordsRequest request) {
            deleteRecords.handle(request, answer);
        } else if (received.request() instanceof DescribeProducersRequest request) {
            describeProducers.handle(request, answer);
        } else {
            return false;
        }
        return true;
    }
}
