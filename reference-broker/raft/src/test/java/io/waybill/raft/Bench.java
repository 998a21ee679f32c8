package io.waybill.raft;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message;
import io.waybill.raft.settings.Cluster;
import io.waybill.raft.settings.Limits;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.RaftSettings;
import io.waybill.raft.settings.Timing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One core on a bench: every step by hand, every effect in a list. */
final class Bench implements Effects, Probes {

    static final long MILLI = 1_000_000;

    final RaftCore core;
    final List<Message> sent = new ArrayList<>();
    final List<Integer> receivers = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    final List<Entry> appended = new ArrayList<>();
    HardState saved = HardState.INITIAL;
    SnapshotImage installed;
    long committed;
    long lastWrite;
    long now = 1;

    /** Whether every write is durable at once. */
    boolean fastDisk = true;

    private Bench(int self, RaftSettings settings, Recovered found) {
        core = new RaftCore(self, settings, found, this, this, Randomness.ofSeed(self), now);
    }

    static Bench of(int self, int voters, Recovered found, Mutants mutants) {
        return new Bench(self, settings(voters).with(mutants), found);
    }

    static Bench of(int self, int voters) {
        return of(self, voters, Recovered.NOTHING, Mutants.NONE);
    }

    static RaftSettings settings(int voters) {
        var addresses = new TreeMap<Integer, Endpoint>();
        var members = new ArrayList<Integer>();
        for (int node = 0; node < 9; node++) {
            addresses.put(node, new Endpoint("node", 9_000 + node));
            if (node < voters) {
                members.add(node);
            }
        }
        return RaftSettings.of(new Cluster(addresses, Membership.of(members, List.of(), List.of())))
                .with(new Limits(4, 1_000, 2, 10, 1_000, 100, 1))
                .with(Timing.DEFAULT);
    }

    /** Returns a disk with term, vote, and a log of entries of these terms. */
    static Recovered disk(long term, int vote, long... terms) {
        return new Recovered(new HardState(term, vote, false, 0), null, 0, 0, entries(0, terms));
    }

    static List<Entry> entries(long after, long... terms) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < terms.length; i++) {
            entries.add(Entry.nothing(after + 1 + i, terms[i]));
        }
        return entries;
    }

    RaftView view() {
        return core.view();
    }

    void receive(Message message) {
        core.receive(message, now);
        settle();
    }

    void after(long nanos) {
        now += nanos;
        core.elapsed(now);
        settle();
    }

    void persist() {
        core.persisted(lastWrite, now);
    }

    private void settle() {
        while (fastDisk && lastWrite > persistedWrite) {
            persistedWrite = lastWrite;
            core.persisted(lastWrite, now);
        }
    }

    private long persistedWrite;

    void propose(long ticket, String text) {
        core.propose(ticket, ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), now);
        settle();
    }

    void read(long ticket) {
        core.read(ticket, now);
        settle();
    }

    /** Stands for election and wins with the votes of some. */
    void lead(int... voters) {
        after(2_000 * MILLI);
        for (int voter : voters) {
            receive(new Message.VoteReply(voter, view().term() + 1, true, true, false));
        }
        for (int voter : voters) {
            receive(new Message.VoteReply(voter, view().term(), false, true, false));
        }
        if (view().role() != Role.LEADER) {
            throw new AssertionError("not elected: " + view().role());
        }
    }

    void acknowledge(int from, long index) {
        receive(new Message.AppendReply(from, view().term(), index));
    }

    <M extends Message> List<M> sent(Class<M> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <M extends Message> M last(Class<M> kind) {
        var all = sent(kind);
        return all.get(all.size() - 1);
    }

    void forget() {
        sent.clear();
        receivers.clear();
        said.clear();
    }

    @Override
    public void send(int to, Message message) {
        sent.add(message);
        receivers.add(to);
    }

    @Override
    public void save(long write, HardState state) {
        lastWrite = write;
        saved = state;
    }

    @Override
    public void append(long write, Entry entry) {
        lastWrite = write;
        appended.add(entry);
    }

    @Override
    public void install(long write, SnapshotImage image) {
        lastWrite = write;
        installed = image;
    }

    @Override
    public void restore(SnapshotImage image) {
        said.add("restore " + image.index());
    }

    @Override
    public void commit(long index) {
        committed = index;
    }

    @Override
    public void truncated(long fromIndex) {
        said.add("truncated " + fromIndex);
    }

    @Override
    public void role(Role role, long term) {}

    @Override
    public void accepted(long ticket, long index) {
        said.add("accepted " + ticket + " at " + index);
    }

    @Override
    public void refused(long ticket, int leader) {
        said.add("refused " + ticket + " for " + leader);
    }

    @Override
    public void declined(long ticket, String reason) {
        said.add("declined " + ticket + ": " + reason);
    }

    @Override
    public void readable(long ticket, long index) {
        said.add("readable " + ticket + " at " + index);
    }

    @Override
    public void done(long ticket) {
        said.add("done " + ticket);
    }

    @Override
    public void unknown(long ticket, String reason) {
        said.add("unknown " + ticket);
    }

    @Override
    public void deposed() {
        said.add("deposed");
    }

    @Override
    public void always(boolean holds, String id, Supplier<String> detail) {
        if (!holds) {
            throw new AssertionError(id + ": " + detail.get());
        }
    }

    @Override
    public Sometimes sometimes(String id) {
        return () -> said.add(id);
    }

    @Override
    public Buggify buggify(String id) {
        return () -> false;
    }
}
