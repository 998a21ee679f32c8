package io.waybill.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** A cluster without processes, in virtual time, that writes down what is done to it. */
final class VirtualCluster implements ClusterView, NodeFaults, FaultListener, FaultClock {

    private final List<Integer> nodes;
    private final Map<Partition, Integer> leaders = new HashMap<>();
    private final Set<Integer> broken = new TreeSet<>();
    private final List<String> story = new ArrayList<>();
    private long nowNanos;
    private long answerNanos;
    private long interruptNanos = Long.MAX_VALUE;
    private int mostBrokenAtOnce;
    private int refusing = -1;
    private boolean silent;
    private boolean beyondRepair;
    private String killed = "";
    private final TreeMap<Long, String> happening = new TreeMap<>();
    private Nemesis told;

    VirtualCluster(int size) {
        nodes = IntStream.rangeClosed(1, size).boxed().toList();
    }

    void lead(Partition partition, int leader) {
        leaders.put(partition, leader);
    }

    void answerAfter(Duration delay) {
        answerNanos = delay.toNanos();
    }

    void fallSilent() {
        silent = true;
    }

    /** Lets somebody else tell the nemesis of a moment while it waits, or when it waits again. */
    void happensAt(Duration at, String moment) {
        happening.put(at.toNanos(), moment);
    }

    /** Lets each kill be a moment, of which the nemesis is told while it strikes. */
    void killsAre(String moment) {
        killed = moment;
    }

    void interruptAfter(Duration delay) {
        interruptNanos = delay.toNanos();
    }

    void refuse(int node) {
        refusing = node;
    }

    void refuseRepair() {
        beyondRepair = true;
    }

    void repair() {
        broken.clear();
    }

    void run(FaultPlan plan, Duration storm) {
        run(plan, 1, storm);
    }

    void run(FaultPlan plan, long seed, Duration storm) {
        Nemesis nemesis = new Nemesis(plan.timeline(seed, storm), this, this, this, this);
        told = nemesis;
        nemesis.run();
    }

    List<String> story() {
        return story;
    }

    Set<Integer> broken() {
        return broken;
    }

    int mostBrokenAtOnce() {
        return mostBrokenAtOnce;
    }

    @Override
    public List<Integer> nodes() {
        return nodes;
    }

    @Override
    public PartitionView describe(Partition partition) {
        nowNanos += answerNanos;
        if (silent) {
            throw new ClusterUnavailableException("no answer about " + partition.name(), null);
        }
        int leader = leaders.getOrDefault(partition, PartitionView.UNKNOWN);
        return new PartitionView(partition, leader, PartitionView.UNKNOWN, nodes, nodes);
    }

    @Override
    public void kill(int node) {
        breakNode("kill", node);
        if (!killed.isEmpty()) {
            told.happened(killed, nowNanos);
        }
    }

    @Override
    public void restart(int node) {
        repair("restart", node);
    }

    @Override
    public void pause(int node) {
        breakNode("pause", node);
    }

    @Override
    public void resume(int node) {
        repair("resume", node);
    }

    @Override
    public void started(FaultRecord fault, long beginNanos, long effectNanos) {
        tell("started #" + fault.id() + " " + fault.fault().kind() + " "
                + fault.fault().target() + " = " + fault.nodeNames());
    }

    @Override
    public void stopped(FaultRecord fault, long beginNanos, long effectNanos) {
        tell("stopped #" + fault.id());
    }

    @Override
    public void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos) {
        tell("skipped " + reason);
    }

    @Override
    public long nanos() {
        return nowNanos;
    }

    @Override
    public void awaitUntil(long deadlineNanos, Semaphore bell) throws InterruptedException {
        Map.Entry<Long, String> news = happening.firstEntry();
        if (news != null && news.getKey() <= deadlineNanos) {
            happening.remove(news.getKey());
            nowNanos = Math.max(nowNanos, news.getKey());
            tellFromElsewhere(news.getValue(), news.getKey());
        }
        if (bell.tryAcquire()) {
            return;
        }
        if (deadlineNanos >= interruptNanos) {
            nowNanos = interruptNanos;
            throw new InterruptedException("called off");
        }
        nowNanos = Math.max(nowNanos, deadlineNanos);
    }

    private void tellFromElsewhere(String moment, long nanos) throws InterruptedException {
        Thread other = new Thread(() -> told.happened(moment, nanos), "somebody else");
        other.start();
        other.join();
    }

    private void breakNode(String how, int node) {
        if (node == refusing) {
            throw new UncheckedIOException("n" + node + " refused", new IOException("no such process"));
        }
        tell(how + " n" + node);
        broken.add(node);
        mostBrokenAtOnce = Math.max(mostBrokenAtOnce, broken.size());
    }

    private void repair(String how, int node) {
        if (beyondRepair) {
            throw new IllegalStateException("n" + node + " cannot be repaired");
        }
        tell(how + " n" + node);
        broken.remove(node);
    }

    private void tell(String line) {
        story.add(String.format(Locale.ROOT, "%.1f %s", nowNanos / 1e9, line));
    }
}
