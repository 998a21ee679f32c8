package io.waybill.simulator.link;

import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Connection.Handler;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.event.LoopEvent;
import io.waybill.simulator.trace.FrameDescriber;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Something that travelled over a link reaches an end of its connection. */
final class Arrival extends LoopEvent {

    /** What travelled. */
    enum What {
        /** The other side accepted. */
        OPENED("open", Kinds.CONNECTION),
        /** The other side refused. */
        REFUSED("refused", Kinds.CONNECTION + 1),
        /** A frame. */
        FRAME("frame", Kinds.FRAME),
        /** The other side closed, and has sent everything. */
        END("end", Kinds.CONNECTION + 2),
        /** The other side broke off. */
        RESET("reset", Kinds.CONNECTION + 3),
        /** The other side has taken what it was sent. */
        ROOM("room", Kinds.CONNECTION + 4);

        private final String word;
        private final int kind;

        What(String word, int kind) {
            this.word = word;
            this.kind = kind;
        }
    }

    private final DirectedLink link;
    private final End end;
    private final What what;
    private final @Nullable ByteBuffer frame;
    private final int crc;
    private final boolean isChecked;

    /**
     * Lets something travel.
     *
     * @param crc of the frame, 0 where there is none
     * @param isChecked whether to make sure that nobody changed the frame while it travelled
     */
    Arrival(DirectedLink link, End end, What what, @Nullable ByteBuffer frame, int crc, boolean isChecked) {
        super(end.loop());
        this.link = link;
        this.end = end;
        this.what = what;
        this.frame = frame;
        this.crc = crc;
        this.isChecked = isChecked;
    }

    DirectedLink link() {
        return link;
    }

    @Override
    protected boolean happen() {
        Session session = end.session();
        if (end.hasKept(this)) {
            return super.happen();
        }
        if ((link.isTroubled() && link.keepsBack(this, session)) || session.isLost()) {
            return false;
        }
        if (what == What.OPENED && (end.isOver() || loop.life().isOver())) {
            // Its process is gone, or it has closed: the machine answers by itself.
            end.opened();
            return false;
        }
        return super.happen();
    }

    @Override
    protected boolean isDue() {
        if (end.isOver()) {
            return false;
        }
        return switch (what) {
            case FRAME, END -> !sender().isAborted() && !end.keepsBack(this);
            case ROOM -> end.makesRoom();
            default -> true;
        };
    }

    @Override
    protected void run() {
        Handler handler = end.handler();
        if (handler == null) {
            throw new IllegalStateException(what + " reached " + end + " before it was accepted");
        }
        switch (what) {
            case FRAME -> {
                if (frame != null) {
                    hand(frame, handler);
                }
            }
            case OPENED -> {
                end.opened();
                handler.onOpen(end);
            }
            case ROOM -> handler.onWritable(end);
            case END -> close(handler, CloseReason.END);
            case RESET -> close(handler, CloseReason.RESET);
            case REFUSED -> close(handler, CloseReason.REFUSED);
        }
    }

    private void hand(ByteBuffer content, Handler handler) {
        sender().handedOver(content.remaining());
        if (isChecked && Network.crcOf(content) != crc) {
            throw new IllegalStateException("node " + link.from() + " changed a frame after it had sent it on " + end);
        }
        handler.onFrame(end, content);
    }

    private void close(Handler handler, CloseReason reason) {
        end.ends();
        handler.onClosed(end, reason);
    }

    private End sender() {
        End sender = end.session().peerOf(end);
        if (sender == null) {
            throw new IllegalStateException("a frame came from nowhere on " + end);
        }
        return sender;
    }

    @Override
    protected int kind() {
        return what.kind;
    }

    @Override
    protected long content() {
        return (end.session().id() << Integer.SIZE) ^ crc;
    }

    @Override
    protected String describe(FrameDescriber frames) {
        String origin = "← " + loop.course().nameOf(link.from()) + " " + end + " " + what.word;
        return frame == null
                ? origin
                : origin + " " + frame.remaining() + " B: "
                        + frames.describe(link.from(), link.to(), frame.asReadOnlyBuffer());
    }
}
