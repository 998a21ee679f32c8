package io.waybill.toxiproxy.proxy;

import io.waybill.fault.LinkFault;
import java.util.List;

/**
 * A fault on links as it is now.
 *
 * @param heldBytes what it has held back or slowed down on the connections that are open
 * @param droppedBytes what it has lost on them
 */
public record FaultView(String id, LinkFault fault, List<Half> halves, long heldBytes, long droppedBytes) {

    /** Keeps the halves. */
    public FaultView {
        halves = List.copyOf(halves);
    }

    static FaultView of(ActiveFault fault) {
        return new FaultView(
                fault.id(), fault.fault(), List.copyOf(fault.halves()), fault.heldBytes(), fault.droppedBytes());
    }
}
