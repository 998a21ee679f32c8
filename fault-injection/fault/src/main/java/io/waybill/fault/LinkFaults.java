package io.waybill.fault;

import java.util.Set;

/**
 * The means by which links are broken and repaired. Called by one thread at a time; a call returns when the fault has
 * taken effect on all links, or was taken away from all. Errors are {@link java.io.UncheckedIOException}.
 */
public interface LinkFaults {

    /**
     * Begins a fault on all given links at once, on connections that are open and on those to come.
     *
     * @param id how {@link #end} will name it; not in use
     */
    void begin(int id, LinkFault fault, Set<Link> links);

    /** Ends a fault. Does nothing where there is none of that id. */
    void end(int id);
}
