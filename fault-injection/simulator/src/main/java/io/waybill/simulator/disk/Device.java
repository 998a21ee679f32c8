package io.waybill.simulator.disk;

import io.waybill.environment.Disk;
import io.waybill.environment.Randomness;
import io.waybill.fault.DiskFault;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.settings.DiskSettings;
import io.waybill.simulator.settings.Latency;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The disk of one node: when it does what it was asked for, what it holds, and what is wrong with it. */
public final class Device {
    private final Course course;
    private final DiskSettings settings;
    private final long seed;
    private final Randomness accidents;
    private final Queue folderQueue = new Queue();
    private Folder folder = new Folder();
    private long operations;
    private @Nullable Operation oldest;
    private @Nullable Operation newest;
    private @Nullable LongConsumer onSync;
    private long syncDoneAt;

    private final SortedMap<Integer, DiskFault> faults = new TreeMap<>();
    private final ArrayDeque<Operation> heldBack = new ArrayDeque<>();
    private int stalls;
    private int syncFailures;
    private int fulls;
    private int staleFolders;
    private int misdirections;
    private long slowNanos;

    /** Returns an empty disk. */
    public Device(Course course, DiskSettings settings, long seed) {
        this.course = course;
        this.settings = settings;
        this.seed = seed;
        this.accidents = Randomness.ofSeed(seed).fork("accidents");
    }

    /** Returns the disk as a loop sees it. */
    public Disk of(Loop loop) {
        return new LoopDisk(this, loop);
    }

    /**
     * Calls back once, with the time at which it will be done, when a sync begins; at once where one is under way.
     *
     * @param callback null to wait for none any more
     */
    public void onSync(@Nullable LongConsumer callback) {
        onSync = callback;
        tellSync();
    }

    /**
     * The process has ended. Of what it had asked for, some is done, in order for each file.
     *
     * @param withPower whether what was written survives although it was not synced
     */
    public void goesDown(boolean withPower) {
        for (Operation each = oldest; each != null; each = each.after) {
            if (each.queue().halt(accidents.chance(0.5))) {
                each.execute();
            }
        }
        oldest = null;
        newest = null;
        syncDoneAt = 0;
        heldBack.clear();
        if (!withPower) {
            folder.losePower(accidents);
        }
        folderQueue.restart(course.nanos(), 0);
        for (StoredFile file : folder.files()) {
            file.queue().restart(course.nanos(), file.length());
        }
    }

    /** Forgets everything. The process must have ended. */
    public void wipe() {
        folder = new Folder();
    }

    /** Begins a fault. */
    public void begin(int id, DiskFault fault) {
        faults.put(id, fault);
        count(fault, 1);
        if (fault instanceof DiskFault.BitFlip) {
            folder.flipBit(accidents);
        } else if (fault instanceof DiskFault.TruncatedFile) {
            folder.loseEnd(accidents);
        } else if (fault instanceof DiskFault.MisdirectedWrite) {
            misdirections++;
        }
    }

    /** Ends a fault. */
    public void end(int id) {
        DiskFault fault = faults.remove(id);
        if (fault == null) {
            return;
        }
        count(fault, -1);
        if (stalls == 0) {
            heldBack.forEach(course::soon);
            heldBack.clear();
        }
        if (fault instanceof DiskFault.MisdirectedWrite) {
            folder.files().forEach(file -> file.misdirected(misdirections));
        }
    }

    Folder folder() {
        return folder;
    }

    Queue folderQueue() {
        return folderQueue;
    }

    DiskSettings settings() {
        return settings;
    }

    /** Returns what decides how much of something goes wrong. */
    Randomness accidents() {
        return accidents;
    }

    boolean isFull() {
        return fulls > 0;
    }

    boolean failsSyncs() {
        return syncFailures > 0;
    }

    boolean forgetsNames() {
        return staleFolders > 0;
    }

    /** Returns how many times writes were to be misdirected so far. */
    int misdirections() {
        return misdirections;
    }

    void submit(Operation operation, Latency latency) {
        if (operation.hasNoLife()) {
            return;
        }
        operation.before = newest;
        if (newest == null) {
            oldest = operation;
        } else {
            newest.after = operation;
        }
        newest = operation;
        long needed = latency.of(Randomness.keyed(seed, operations++)) + slowNanos;
        course.at(operation.queue().enter(course.nanos() + needed), operation);
    }

    void submitSync(Operation operation) {
        submit(operation, settings.sync());
        syncDoneAt = Math.max(syncDoneAt, operation.queue().lastDone());
        tellSync();
    }

    /** Returns whether an operation that is due is not done before a stall is over. */
    boolean keepsBack(Operation operation) {
        if (stalls > 0) {
            heldBack.add(operation);
        }
        return stalls > 0;
    }

    /** An operation is done now. */
    void leaves(Operation operation) {
        operation.queue().leave();
        if (operation.before == null) {
            oldest = operation.after;
        } else {
            operation.before.after = operation.after;
        }
        if (operation.after == null) {
            newest = operation.before;
        } else {
            operation.after.before = operation.before;
        }
    }

    private void tellSync() {
        LongConsumer callback = onSync;
        if (callback != null && syncDoneAt > course.nanos()) {
            onSync = null;
            callback.accept(syncDoneAt);
        }
    }

    private void count(DiskFault fault, int one) {
        if (fault instanceof DiskFault.Stall) {
            stalls += one;
        } else if (fault instanceof DiskFault.SyncFails) {
            syncFailures += one;
        } else if (fault instanceof DiskFault.Full) {
            fulls += one;
        } else if (fault instanceof DiskFault.StaleDirectory) {
            staleFolders += one;
        } else if (fault instanceof DiskFault.Slow slow) {
            slowNanos += one * slow.extra().toNanos();
        }
    }
}
