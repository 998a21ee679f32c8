package io.waybill.fault;

import java.util.Set;

/** Ports that there are not. A plan that needs one is refused before it starts, so nobody gets here. */
final class Absent implements MachineFaults, LinkFaults, DiskFaults, ClockFaults, ClientFaults {

    private static final Absent ABSENT = new Absent();

    static final MachineFaults MACHINES = ABSENT;
    static final LinkFaults LINKS = ABSENT;
    static final DiskFaults DISKS = ABSENT;
    static final ClockFaults CLOCKS = ABSENT;
    static final ClientFaults CLIENTS = ABSENT;

    private Absent() {}

    private static IllegalStateException notHere(String what) {
        return new IllegalStateException(what + " are not in the hands of this world");
    }

    @Override
    public void kill(int node) {
        throw notHere("machines");
    }

    @Override
    public void restart(int node) {
        throw notHere("machines");
    }

    @Override
    public void pause(int node) {
        throw notHere("machines");
    }

    @Override
    public void resume(int node) {
        throw notHere("machines");
    }

    @Override
    public void cutPower(int node, boolean duringSync) {
        throw notHere("machines");
    }

    @Override
    public void wipe(int node) {
        throw notHere("machines");
    }

    @Override
    public void slow(int node, int factor) {
        throw notHere("machines");
    }

    @Override
    public void begin(int id, LinkFault fault, Set<Link> links) {
        throw notHere("links");
    }

    @Override
    public void begin(int id, DiskFault fault, int node) {
        throw notHere("disks");
    }

    @Override
    public void begin(int id, ClockFault fault, int node) {
        throw notHere("clocks");
    }

    @Override
    public int count(ClientRole role) {
        return 0;
    }

    @Override
    public void end(ClientRole role, int number) {
        throw notHere("clients");
    }

    @Override
    public void begin(ClientRole role, int number) {
        throw notHere("clients");
    }

    @Override
    public void end(int id) {
        throw notHere("links, disks and clocks");
    }
}
