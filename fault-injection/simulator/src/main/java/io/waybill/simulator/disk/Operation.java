package io.waybill.simulator.disk;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.event.LoopEvent;
import io.waybill.simulator.trace.Checkpoints;
import io.waybill.simulator.trace.FrameDescriber;
import org.jspecify.annotations.Nullable;

/** Something that a disk was asked to do: takes effect on the disk first, and is told to the loop then. */
abstract class Operation extends LoopEvent {
    /** Neighbours in the list of the device; its business. */
    @Nullable
    Operation before;

    @Nullable
    Operation after;

    private final Device device;
    private final Queue queue;
    private final String name;
    private final String file;
    private final Disk.OnFailure failed;
    private @Nullable DiskFailure failure;

    /**
     * Prepares an operation.
     *
     * @param name what it is called: {@code append}, {@code sync}, …
     * @param file which file it concerns; empty for the folder
     */
    Operation(Loop loop, Device device, Queue queue, String name, String file, Disk.OnFailure failed) {
        super(loop);
        this.device = device;
        this.queue = queue;
        this.name = name;
        this.file = file;
        this.failed = failed;
    }

    /** Does it, or fails. */
    abstract void execute();

    /** Tells that it was done. */
    abstract void done();

    Queue queue() {
        return queue;
    }

    void fail(DiskFailure.Kind kind) {
        failure = new DiskFailure(kind, name, file);
    }

    /** Returns whether whoever asked for it is dead. */
    boolean hasNoLife() {
        return loop.life().isOver();
    }

    boolean hasFailed() {
        return failure != null;
    }

    @Override
    protected boolean happen() {
        if (loop.life().isOver() || device.keepsBack(this)) {
            return false;
        }
        device.leaves(this);
        execute();
        return super.happen();
    }

    @Override
    protected void run() {
        if (failure == null) {
            done();
        } else {
            failed.failed(failure);
        }
    }

    @Override
    protected int kind() {
        return Kinds.DISK;
    }

    @Override
    protected long content() {
        long what = Checkpoints.numberOf(name) ^ (numberOfFile() >>> 1);
        return failure == null ? what ^ result() : ~what;
    }

    /** Returns the number of the file's name, for the hash. */
    long numberOfFile() {
        return Checkpoints.numberOf(file);
    }

    /** Returns what came of it as a number, for the hash. */
    long result() {
        return 0;
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return failure == null ? "disk: " + name + (file.isEmpty() ? "" : " " + file) + details() : "disk: " + failure;
    }

    /** Returns what else is worth telling, beginning with a space. */
    String details() {
        return "";
    }
}
