package io.waybill.simulation.invariant.broker;

import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.watch.ReplicaListener;
import java.util.List;

/** One replica in all lives of its node: the shadow of its log, what it knows and as what it acts. */
final class ReplicaWatch implements ReplicaListener {

    private static final int ACKS_ALL = -1;
    private static final int ACKS_NONE = 0;
    private static final int NO_EPOCH = -1;

    private final PartitionWatch partition;
    private final NodeWatch node;
    private final BrokerInvariants all;
    private Batches log = new Batches();
    private Batches former = new Batches();
    private long written;
    private long flushed;
    private long owed;
    private long mustComeBack;
    private long highWatermark;
    private long agreed;
    private int leaderEpoch = NO_EPOCH;
    private boolean leads;
    private boolean isOpening;
    private boolean tellsIsr;
    private List<Integer> isr = List.of();
    private List<Integer> maximal = List.of();
    private int partitionEpoch;

    ReplicaWatch(PartitionWatch partition, NodeWatch node, BrokerInvariants all) {
        this.partition = partition;
        this.node = node;
        this.all = all;
    }

    int node() {
        return node.node();
    }

    int life() {
        return node.life();
    }

    Batches log() {
        return log;
    }

    boolean leads() {
        return leads;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    long highWatermark() {
        return highWatermark;
    }

    /** Returns those that are in sync and those that may be, as this leader takes them. */
    List<Integer> maximal() {
        return maximal;
    }

    /** Returns whether no fault has taken away what it had. */
    boolean isExpectedToHave() {
        return !node.isHarmed();
    }

    void broken(BrokerInvariant invariant, String evidence) {
        all.broken(invariant, node(), partition.name() + " " + evidence);
    }

    /** Returns below which offset its log counts, by what a leader's settings say of when something does. */
    long durableEnd(ReplicaWatch leader) {
        return leader.node.terms(partition.partition()).flushesEach() ? flushed : written;
    }

    /** Returns whether it has what a leader has at a place, and it counts; true where a fault took that away. */
    boolean hasDurably(ReplicaWatch leader, int place) {
        if (!isExpectedToHave()) {
            return true;
        }
        return leader.log.has(place)
                && durableEnd(leader) > leader.log.last(place)
                && leader.log.same(place, log, log.at(leader.log.base(place)));
    }

    /** Returns whether it has every batch that is committed and ends below an offset. */
    boolean agreesUpTo(long offset) {
        if (agreed < offset) {
            agreed = partition.committed().agreedUpTo(agreed, offset, log);
        }
        return agreed >= offset;
    }

    /** Returns whether it has every batch that is committed and ends below an offset, and owes them from now on. */
    boolean owes(long offset) {
        owed = Math.max(owed, offset);
        return agreesUpTo(offset);
    }

    /** Returns below which offset somebody counts on it to have all that is committed. */
    long owed() {
        return owed;
    }

    /** What was committed is so no more: nobody counts on it to have that. */
    void owesNothing() {
        agreed = 0;
        owed = 0;
    }

    /** Returns in words what it lacks below an offset. */
    String shortfall(long offset) {
        if (agreesUpTo(Math.min(offset, partition.committed().end()))) {
            return "has a log that ends at " + extent();
        }
        Batches committed = partition.committed();
        return "has " + log.words(log.at(agreed)) + " where " + committed.words(committed.at(agreed))
                + " is committed, in a log that ends at " + log.end();
    }

    private String extent() {
        return log.end() + ", written up to " + written + " and flushed up to " + flushed;
    }

    /** A life of its node has ended. */
    void ended(boolean forgets) {
        leads = false;
        tellsIsr = false;
        if (isOpening) {
            // It told only some of what it found.
            swap();
            written = mustComeBack;
            flushed = mustComeBack;
            agreed = 0;
            isOpening = false;
        }
        if (forgets && flushed < log.end() && !node.terms(partition.partition()).flushesEach()) {
            partition.allLost();
        }
        if (forgets) {
            written = flushed;
        }
    }

    /** A fault has taken or altered what it had. */
    void harmed() {
        partition.allLost();
    }

    /** Another life of its node speaks of it. */
    ReplicaWatch begun() {
        leads = false;
        isr = List.of();
        maximal = List.of();
        return this;
    }

    /** Checks what several words of one event have said. */
    void ran() {
        if (isOpening) {
            isOpening = false;
            opened();
        }
        if (tellsIsr) {
            tellsIsr = false;
            isAgreed();
        }
    }

    // ---- its log -----------------------------------------------------------------------------------------------

    @Override
    public void opened(long logStart, long logEnd, long knownHighWatermark) {
        all.counted();
        mustComeBack = Math.min(written, owed);
        swap();
        log.restart(logStart);
        written = logEnd;
        flushed = logEnd;
        highWatermark = knownHighWatermark;
        agreed = 0;
        isOpening = true;
        node.pending(this);
        partition.begins(this, logStart);
    }

    private void swap() {
        Batches other = former;
        former = log;
        log = other;
    }

    @Override
    public void found(long baseOffset, long lastOffset, int epoch, int crc) {
        all.counted();
        boolean isKnown = lastOffset < former.start() || former.has(baseOffset, lastOffset, epoch, crc);
        if (!isKnown && isExpectedToHave()) {
            broken(
                    BrokerInvariant.LOGS_COME_BACK,
                    "finds [" + baseOffset + ".." + lastOffset + " e" + epoch + "] in its log, where it had "
                            + former.words(former.at(baseOffset)));
        }
        follows(baseOffset, epoch);
        add(baseOffset, lastOffset, epoch, crc);
    }

    private void add(long baseOffset, long lastOffset, int epoch, int crc) {
        int before = log.end() == 0 ? BatchTable.ROOT : log.lastMark();
        int chain = isExpectedToHave()
                ? partition.matches(this, before, baseOffset, lastOffset, epoch, crc)
                : BatchTable.UNKNOWN;
        log.add(baseOffset, lastOffset, epoch, crc, chain);
    }

    /** All that was found is known. */
    private void opened() {
        boolean kept = partition.isDeleted(mustComeBack) || (log.end() >= mustComeBack && agreesUpTo(mustComeBack));
        if (!kept && partition.counts(this) && isExpectedToHave()) {
            broken(
                    BrokerInvariant.COMMITTED_STAYS,
                    "begins anew and had everything on its disk that is committed below " + mustComeBack + "; now it "
                            + shortfall(mustComeBack));
        }
        if (partition.isWhole()) {
            partition.learned(this, highWatermark);
        }
    }

    @Override
    public void appended(long baseOffset, long lastOffset, int epoch, int crc) {
        all.counted();
        follows(baseOffset, epoch);
        if (leads ? epoch != leaderEpoch : epoch > leaderEpoch) {
            broken(
                    BrokerInvariant.EPOCHS_GROW,
                    (leads ? "leads" : "follows") + " in epoch " + leaderEpoch + " and appends [" + baseOffset + ".."
                            + lastOffset + " e" + epoch + "]");
        }
        add(baseOffset, lastOffset, epoch, crc);
    }

    private void follows(long baseOffset, int epoch) {
        if (epoch < log.lastEpoch()) {
            broken(
                    BrokerInvariant.EPOCHS_GROW,
                    "has a batch of epoch " + epoch + " at " + baseOffset + " after one of epoch " + log.lastEpoch());
        }
        boolean isFirst = log.lastEpoch() == NO_EPOCH && baseOffset <= log.end();
        if (baseOffset != log.end() && !isFirst) {
            broken(
                    BrokerInvariant.LOGS_WITHOUT_GAPS,
                    "has a batch at " + baseOffset + " in a log that ends at " + log.end());
        }
    }

    @Override
    public void written(long offset) {
        written = Math.max(written, offset);
    }

    @Override
    public void flushed(long offset) {
        flushed = Math.max(flushed, offset);
        written = Math.max(written, offset);
    }

    @Override
    public void truncated(long offset) {
        partition.loses(this, offset, "truncates its log at");
        log.truncate(offset);
        shorter(offset);
    }

    @Override
    public void restarted(long offset) {
        partition.loses(this, 0, "begins its log anew at");
        partition.begins(this, offset);
        log.restart(offset);
        shorter(offset);
        written = offset;
        flushed = offset;
    }

    private void shorter(long offset) {
        written = Math.min(written, offset);
        flushed = Math.min(flushed, offset);
        agreed = Math.min(agreed, offset);
        owed = Math.min(owed, offset);
        if (highWatermark > offset) {
            // It may fall among what is deleted: who begins within a batch is given the batch as a whole.
            if (partition.isWhole() && isExpectedToHave() && !partition.isDeleted(highWatermark)) {
                broken(
                        BrokerInvariant.HIGH_WATERMARK_GROWS,
                        "cuts its log off at " + offset + " and knew everything below " + highWatermark
                                + " to be committed");
            }
            highWatermark = offset;
        }
    }

    @Override
    public void deletedBefore(long offset) {
        all.counted();
        if (offset > highWatermark) {
            broken(
                    BrokerInvariant.DELETED_COMMITTED,
                    "deletes everything below " + offset + ", its high watermark is " + highWatermark);
        }
        partition.deleted(offset);
        log.dropBefore(offset);
    }

    // ---- as what it acts ---------------------------------------------------------------------------------------

    @Override
    public void leads(int epoch, long logEnd, List<Integer> inSync) {
        acts(epoch, "leads");
        leads = true;
        isr = inSync;
        maximal = inSync;
        partition.led(this, epoch);
    }

    @Override
    public void follows(int epoch, int leader) {
        acts(epoch, "follows");
        leads = false;
    }

    private void acts(int epoch, String how) {
        all.counted();
        if (epoch < leaderEpoch) {
            broken(
                    BrokerInvariant.EPOCHS_GROW,
                    how + " in epoch " + epoch + " and acted in epoch " + leaderEpoch + " before");
        }
        leaderEpoch = epoch;
    }

    @Override
    public void inSync(int epoch, int ofPartitionEpoch, List<Integer> committed, List<Integer> all) {
        isr = committed;
        maximal = all;
        partitionEpoch = ofPartitionEpoch;
        tellsIsr = true;
        node.pending(this);
    }

    private void isAgreed() {
        all.counted();
        PartitionState state = partition.state(partitionEpoch);
        if (state != null && !state.isr().equals(isr)) {
            broken(
                    BrokerInvariant.ISR_IS_AGREED,
                    "leads epoch " + leaderEpoch + " with the ISR " + isr + ", the metadata say "
                            + PartitionWatch.words(state));
        }
    }

    @Override
    public void highWatermark(long offset) {
        if (offset <= highWatermark) {
            broken(
                    BrokerInvariant.HIGH_WATERMARK_GROWS,
                    "moves its high watermark from " + highWatermark + " to " + offset);
        }
        highWatermark = offset;
        if (!leads) {
            partition.learned(this, offset);
            return;
        }
        partition.committed(this, offset);
        int least = node.terms(partition.partition()).least();
        if (isr.size() < least) {
            broken(
                    BrokerInvariant.COMMITS_WITH_ENOUGH,
                    "moves its high watermark to " + offset + " in epoch " + leaderEpoch + " with the ISR " + isr
                            + "; min.insync.replicas is " + least);
        }
    }

    @Override
    public void acknowledged(long lastOffset, int acks) {
        if (acks == ACKS_NONE) {
            return;
        }
        NodeWatch.Terms terms = node.terms(partition.partition());
        if (acks == ACKS_ALL) {
            partition.acknowledged(this, lastOffset, terms.least());
        }
        all.counted();
        if (durableEnd(this) <= lastOffset) {
            broken(
                    BrokerInvariant.ACKNOWLEDGED_DURABLE,
                    "acknowledges offset " + lastOffset + " with acks=" + acks + ", and its log ends at " + extent());
        }
    }

    @Override
    public void served(long firstOffset, long endOffset, long statedHighWatermark) {
        all.counted();
        if (endOffset > highWatermark) {
            broken(
                    BrokerInvariant.SERVED_COMMITTED,
                    "gives a consumer what lies from " + firstOffset + " up to " + endOffset
                            + ", its high watermark is " + highWatermark);
        }
    }

    @Override
    public void offline(String reason) {
        leads = false;
        all.counted();
        if (isExpectedToHave()) {
            broken(BrokerInvariant.LOGS_STAY_SOUND, "goes offline, and no fault has damaged it: " + reason);
        }
    }

    @Override
    public void removed() {
        leads = false;
        log.restart(0);
        written = 0;
        flushed = 0;
        highWatermark = 0;
        owesNothing();
    }
}
