package io.waybill.simulator.disk;

import io.waybill.fault.DiskFault;
import io.waybill.fault.DiskFaults;
import io.waybill.simulator.event.Course;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What breaks disks and repairs them. */
public final class Disks implements DiskFaults {
    private final Course course;
    private final IntFunction<Device> devices;
    private final SortedMap<Integer, Device> broken = new TreeMap<>();

    /** Returns the means to break the disk of each node. */
    public Disks(Course course, IntFunction<Device> devices) {
        this.course = course;
        this.devices = devices;
    }

    @Override
    public void begin(int id, DiskFault fault, int node) {
        if (broken.containsKey(id)) {
            throw new IllegalArgumentException("disk fault " + id + " has begun already");
        }
        Device device = devices.apply(node);
        course.note(node, () -> "disk fault " + id + ": " + fault);
        broken.put(id, device);
        device.begin(id, fault);
    }

    @Override
    public void end(int id) {
        Device device = broken.remove(id);
        if (device != null) {
            course.note(Course.NOBODY, () -> "disk fault " + id + " ends");
            device.end(id);
        }
    }
}
