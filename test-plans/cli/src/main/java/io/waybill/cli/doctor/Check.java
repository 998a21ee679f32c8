package io.waybill.cli.doctor;

import java.util.List;

/** Looks at one thing that runs need, in a few seconds at most, and leaves everything as it is. */
@FunctionalInterface
public interface Check {

    /** Returns what was seen, at least one finding; the caller makes one of whatever is thrown. */
    List<Finding> look();
}
