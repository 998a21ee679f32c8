package io.waybill.cli.doctor;

import io.waybill.environment.clock.ClockLibrary;
import java.util.List;

/** What wrong clocks need: libfaketime, which is also put into the images that are built here. */
final class OwnClocksCheck implements Check {

    @Override
    public List<Finding> look() {
        return ClockLibrary.here()
                .map(library -> List.of(Finding.fine("wrong clocks", "libfaketime is " + library)))
                .orElseGet(() -> ClockLibrary.missing().stream()
                        .map(message -> Finding.warning("wrong clocks", message))
                        .toList());
    }
}
