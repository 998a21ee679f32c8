package io.waybill.client.consumer;

import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.ControlMarker;
import io.waybill.log.batch.InvalidRecordException;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.compression.Codec;
import io.waybill.wire.compression.CorruptRecords;
import io.waybill.wire.message.FetchResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes records of the batches of one partition in a response. */
final class Decoder {

    /** A few bytes must not become gigabytes. */
    private static final int MOST_PLAIN_BYTES = 256 * 1024 * 1024;

    private Decoder() {}

    /**
     * What was in it.
     *
     * @param records to be handed out, in order
     * @param nextOffset where to fetch on
     * @param lastEpoch the leader epoch of the last batch; that asked with where there was none
     */
    record Decoded(List<ConsumerRecord> records, long nextOffset, int lastEpoch) {}

    /** The bytes are not what a log holds. */
    static final class CorruptException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CorruptException(String message) {
            super(message);
        }
    }

    /**
     * Decodes batches.
     *
     * @param aborted the aborted transactions that may be in it; empty where all is to be read
     * @throws CorruptException where the first batch is not sound; one after it is for the next fetch, so that what is
     *     before it can be handed out
     */
    static Decoded decode(
            Assigned at,
            ByteBuffer bytes,
            List<FetchResponse.AbortedTransaction> aborted,
            boolean committedOnly,
            boolean checkCrcs) {
        List<ConsumerRecord> records = new ArrayList<>();
        long next = at.fetchOffset;
        int epoch = at.fetchedEpoch;
        if (!bytes.hasRemaining()) {
            return new Decoded(records, next, epoch);
        }
        var open = new Aborted(aborted);
        var batch = new RecordBatch(bytes);
        boolean more = true;
        // A last batch may be cut short: it comes whole with the next fetch.
        while (more && batch.hasHeader() && batch.isWhole()) {
            try {
                check(batch, checkCrcs);
                boolean skipped = committedOnly && open.skips(batch);
                if (!batch.isControl() && !skipped) {
                    add(records, at, batch);
                }
            } catch (CorruptException e) {
                if (next == at.fetchOffset) {
                    throw e;
                }
                return new Decoded(records, next, epoch);
            }
            next = Math.max(next, batch.nextOffset());
            epoch = batch.leaderEpoch();
            more = batch.moveToNext();
        }
        return new Decoded(records, next, epoch);
    }

    private static void add(List<ConsumerRecord> records, Assigned at, RecordBatch batch) {
        for (LogRecord record : records(batch)) {
            if (record.offset() >= at.fetchOffset) {
                records.add(new ConsumerRecord(at.part, batch.leaderEpoch(), record));
            }
        }
    }

    private static void check(RecordBatch batch, boolean checkCrcs) {
        var found = batch.check();
        if (found != BatchCheck.SOUND && (checkCrcs || found != BatchCheck.BAD_CRC)) {
            throw new CorruptException(batch.describe(found));
        }
    }

    private static List<LogRecord> records(RecordBatch batch) {
        try {
            if (batch.compression() == 0) {
                return batch.records();
            }
            var codec = Codec.of(batch.compression())
                    .orElseThrow(() -> new CorruptException("codec " + batch.compression() + " is not known"));
            var packed = batch.bytes().position(RecordBatch.HEADER_BYTES).slice();
            return batch.records(codec.decompress(packed, MOST_PLAIN_BYTES));
        } catch (InvalidRecordException | CorruptRecords e) {
            throw new CorruptException(String.valueOf(e.getMessage()));
        }
    }

    private static ControlMarker marker(RecordBatch batch) {
        if (batch.compression() != 0) {
            throw new CorruptException("control batch of offset " + batch.baseOffset() + " must not be compressed");
        }
        try {
            return batch.marker();
        } catch (InvalidRecordException e) {
            throw new CorruptException(String.valueOf(e.getMessage()));
        }
    }

    /** Which transactions in the batches were aborted, as one walks over them. */
    private static final class Aborted {

        private final SortedMap<Long, List<Long>> begins = new TreeMap<>();
        private final TreeSet<Long> open = new TreeSet<>();

        Aborted(List<FetchResponse.AbortedTransaction> transactions) {
            for (FetchResponse.AbortedTransaction each : transactions) {
                begins.computeIfAbsent(each.firstOffset(), offset -> new ArrayList<>())
                        .add(each.producerId());
            }
        }

        boolean skips(RecordBatch batch) {
            var begun = begins.headMap(batch.lastOffset() + 1);
            begun.values().forEach(open::addAll);
            begun.clear();
            if (batch.isControl()) {
                if (!marker(batch).commit()) {
                    open.remove(batch.producerId());
                }
                return true;
            }
            return batch.isTransactional() && open.contains(batch.producerId());
        }
    }
}
