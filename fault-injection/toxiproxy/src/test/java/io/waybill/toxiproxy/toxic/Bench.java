package io.waybill.toxiproxy.toxic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A chain between nothing and nothing, in a time that stands until it is moved. */
final class Bench implements Line {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final HeldMemory memory;
    private final Chain chain;
    private final List<String> arrivals = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean hasRoom = true;
    private boolean isEnded;
    private boolean isOpening = true;
    private boolean isReset;
    private boolean endsWhole;
    private int asked;

    Bench() {
        this(1, 1 << 30);
    }

    Bench(long seed, long mostHeldBytes) {
        memory = new HeldMemory(mostHeldBytes);
        chain = new Chain(this, Draws.of(seed, "proxy", 1), new Outlet() {
            @Override
            public boolean hasRoom() {
                return hasRoom;
            }

            @Override
            public void write(ByteBuf bytes) {
                String arrived = bytes.toString(StandardCharsets.ISO_8859_1);
                bytes.release();
                text.append(arrived);
                arrivals.add(millis() + ":" + arrived);
            }

            @Override
            public void end() {
                isEnded = true;
                arrivals.add(millis() + ":end" + (endsWhole ? " of all" : ""));
            }
        });
    }

    Chain chain() {
        return chain;
    }

    /** The connection is open: toxics that are added now find it so. */
    Bench opened() {
        isOpening = false;
        return this;
    }

    Bench with(ToxicType type, Map<String, Long> attributes) {
        chain.add(toxic("t", type, attributes));
        return this;
    }

    static Toxic toxic(String name, ToxicType type, Map<String, Long> attributes) {
        return Toxic.of(name, type, Direction.UPSTREAM, attributes);
    }

    void send(String sent) {
        chain.read(Unpooled.copiedBuffer(sent, StandardCharsets.ISO_8859_1));
    }

    void send(int bytes) {
        send("x".repeat(bytes));
    }

    void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            ticker.advance(1, TimeUnit.MILLISECONDS);
            channel.runPendingTasks();
        }
    }

    void room(boolean there) {
        hasRoom = there;
        if (there) {
            chain.onRoom();
        }
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(ticker.nanoTime() - ticker.initialNanoTime());
    }

    /** Returns what arrived, each as {@code 12:text}, where 12 is the time in milliseconds. */
    List<String> arrivals() {
        return arrivals;
    }

    String text() {
        return text.toString();
    }

    boolean isEnded() {
        return isEnded;
    }

    boolean isReset() {
        return isReset;
    }

    int asked() {
        return asked;
    }

    @Override
    public EventExecutor thread() {
        return channel.eventLoop();
    }

    @Override
    public boolean isOpening() {
        return isOpening;
    }

    @Override
    public void resetAtClose() {
        isReset = true;
    }

    @Override
    public void endsWhole() {
        endsWhole = true;
    }

    @Override
    public void failed(RuntimeException problem) {
        throw problem;
    }

    @Override
    public void flush() {}

    @Override
    public void onRoom() {
        asked++;
    }

    @Override
    public HeldMemory memory() {
        return memory;
    }
}
