package io.waybill.toxiproxy.toxic;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the two sockets of one direction: the stages of its toxics in the order in which they were added,
 * those of the faults on its link, and the gate.
 *
 * <pre>
 *   read ─► toxic ─► toxic ─► … ─► slow fault ─► … ─► gate ─► write
 *      ◄──────────────────── room ─────────────────────────
 * </pre>
 */
public final class Chain {

    private final Line line;
    private final Draws draws;
    private final Flow out;
    private final Gate gate;
    private final List<Member> toxics = new ArrayList<>();
    private final List<Slowness> slownesses = new ArrayList<>();

    /** A toxic of this chain: what was drawn for it decides, by its toxicity, whether it holds here. */
    private static final class Member {
        private Toxic toxic;
        private final SplittableRandom random;
        private final double draw;
        private Stage stage;

        Member(Toxic toxic, SplittableRandom random, double draw, Stage stage) {
            this.toxic = toxic;
            this.random = random;
            this.draw = draw;
            this.stage = stage;
        }

        boolean isSpared() {
            return stage instanceof PassStage && toxic.type() != ToxicType.NOOP;
        }
    }

    private record Slowness(FaultTrace trace, Stage stage) {}

    /** Returns a chain without toxics. */
    public Chain(Line line, Draws draws, Outlet outlet) {
        this.line = line;
        this.draws = draws;
        this.out = new Out(outlet);
        this.gate = new Gate(line);
        join();
    }

    // What flows.

    /** Takes what was read, which belongs to the chain from here on. */
    public void read(ByteBuf bytes) {
        first().take(new Chunk(bytes, line.thread().ticker().nanoTime()));
    }

    /** Nothing more is read. */
    public void end() {
        first().end();
    }

    /** Returns whether more should be read. */
    public boolean hasRoom() {
        return first().hasRoom();
    }

    /** The outlet has room again. */
    public void onRoom() {
        gate.onRoom();
        line.flush();
    }

    /** Throws away everything: the connection is gone. */
    public void release() {
        stages().forEach(Stage::release);
    }

    /** Returns how many bytes are between the two sockets. */
    public long heldBytes() {
        return stages().stream().mapToLong(Stage::heldBytes).sum();
    }

    // Toxics.

    /** Adds a toxic behind those that there are. */
    public void add(Toxic toxic) {
        SplittableRandom random = draws.of(toxic.name());
        double draw = random.nextDouble();
        toxics.add(new Member(toxic, random, draw, stageOf(toxic, random, draw)));
        settle();
    }

    /** Changes the toxic of the same name. */
    public void update(Toxic toxic) {
        Member member = member(toxic.name());
        if (member == null) {
            return;
        }
        boolean wasSpared = member.isSpared();
        member.toxic = toxic;
        boolean isSpared = member.draw >= toxic.toxicity();
        if (wasSpared == isSpared) {
            member.stage.read(toxic);
            member.stage.reconsider();
        } else {
            Stage old = member.stage;
            member.stage = stageOf(toxic, member.random, member.draw);
            old.leave(false);
            settle();
            line.flush();
        }
    }

    /** Takes away the toxic of a name; what it holds goes on at once. */
    public void remove(String name) {
        Member member = member(name);
        if (member != null) {
            toxics.remove(member);
            leave(member.stage);
        }
    }

    private @Nullable Member member(String name) {
        for (Member member : toxics) {
            if (member.toxic.name().equals(name)) {
                return member;
            }
        }
        return null;
    }

    private Stage stageOf(Toxic toxic, SplittableRandom random, double draw) {
        if (draw >= toxic.toxicity()) {
            return new PassStage(line);
        }
        return switch (toxic.type()) {
            case LATENCY -> LatencyStage.of(toxic, line, random);
            case BANDWIDTH -> BandwidthStage.of(toxic, line);
            case SLOW_CLOSE -> SlowCloseStage.of(toxic, line);
            case TIMEOUT -> TimeoutStage.of(toxic, line);
            case RESET_PEER -> ResetPeerStage.of(toxic, line);
            case SLICER -> SlicerStage.of(toxic, line, random);
            case LIMIT_DATA -> LimitDataStage.of(toxic, line);
            case NOOP -> new PassStage(line);
        };
    }

    // Faults on the link.

    /** Returns whether nothing arrives, and nothing is lost. */
    public boolean isStalled() {
        return gate.isStalled();
    }

    /** Returns whether what would arrive is lost. */
    public boolean loses() {
        return gate.loses();
    }

    /** Nothing arrives until the end of this fault. */
    public void stall(FaultTrace trace) {
        gate.stall(trace);
    }

    /** What would arrive until the end of this fault is lost. */
    public void blackhole(FaultTrace trace) {
        gate.blackhole(trace);
    }

    /** The request to connect, or the answer to it, would arrive now, and is lost. */
    public void loseRequest() {
        gate.endComes();
    }

    /** Nothing arrives any more, ever. */
    public void lose() {
        gate.lose();
    }

    /** Everything comes later, until the end of this fault. */
    public void delay(FaultTrace trace, String key, long leastNanos, long widthNanos) {
        add(trace, new LatencyStage(line, draws.of(key), leastNanos, widthNanos));
    }

    /** So many bytes a second pass, for all that share the pace together, until the end of this fault. */
    public void throttle(FaultTrace trace, Pace pace) {
        add(trace, new BandwidthStage(line, pace));
    }

    /** Data comes in pieces of at most so many bytes, until the end of this fault. */
    public void slice(FaultTrace trace, int pieceBytes, long pauseNanos) {
        add(trace, SlicerStage.ofPieces(line, pieceBytes, pauseNanos));
    }

    private void add(FaultTrace trace, Stage stage) {
        stage.trace(trace);
        slownesses.add(new Slowness(trace, stage));
        settle();
    }

    /** Ends a fault. What it holds goes on, unless another one holds it too. */
    public void endFault(FaultTrace trace) {
        for (Slowness slowness : List.copyOf(slownesses)) {
            if (slowness.trace() == trace) {
                slownesses.remove(slowness);
                leave(slowness.stage());
            }
        }
        gate.end(trace);
    }

    // Their places.

    private void leave(Stage stage) {
        stage.leave(true);
        settle();
        line.flush();
    }

    /** The stages are others now: who was told that there is no room may have been told by one that is not first. */
    private void settle() {
        join();
        first().pump();
        if (first().hasRoom()) {
            line.onRoom();
        }
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        toxics.forEach(member -> stages.add(member.stage));
        slownesses.forEach(slowness -> stages.add(slowness.stage()));
        stages.add(gate);
        return stages;
    }

    private Stage first() {
        if (!toxics.isEmpty()) {
            return toxics.get(0).stage;
        }
        return slownesses.isEmpty() ? gate : slownesses.get(0).stage();
    }

    private void join() {
        List<Stage> stages = stages();
        for (int i = 0; i < stages.size(); i++) {
            Stage before = i == 0 ? null : stages.get(i - 1);
            stages.get(i).join(before, i + 1 < stages.size() ? stages.get(i + 1) : out);
        }
    }

    /** The outlet as the last flow. */
    private record Out(Outlet outlet) implements Flow {

        @Override
        public boolean hasRoom() {
            return outlet.hasRoom();
        }

        @Override
        public void take(Chunk chunk) {
            outlet.write(chunk.bytes);
        }

        @Override
        public void end() {
            outlet.end();
        }
    }
}
