package io.waybill.cli.doctor;

import io.waybill.environment.disk.Disks;
import java.util.List;

/** What power cuts and full disks need: disks of the nodes' own. Mounts nothing; a run that needs them tries it. */
final class OwnDisksCheck implements Check {

    @Override
    public List<Finding> look() {
        List<String> missing = Disks.missing();
        return missing.isEmpty()
                ? List.of(Finding.fine("power cuts", "this user may mount disks of the nodes' own"))
                : missing.stream()
                        .map(message -> Finding.warning("power cuts", message))
                        .toList();
    }
}
