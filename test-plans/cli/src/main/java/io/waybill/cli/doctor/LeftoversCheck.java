package io.waybill.cli.doctor;

import io.waybill.environment.local.LocalProcesses;
import io.waybill.system.kafka.client.remote.RemoteKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What killed runs left behind: the next start removes it, so there is nothing to do but to know. */
final class LeftoversCheck implements Check {

    private final Subject subject;

    LeftoversCheck(Subject subject) {
        this.subject = subject;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        List<Path> workspaces = LocalProcesses.abandoned(subject.scratch());
        if (!workspaces.isEmpty()) {
            findings.add(Finding.warning(
                    "leftovers",
                    "of " + workspaces.size() + (workspaces.size() == 1 ? " killed run" : " killed runs") + " in "
                            + subject.scratch(),
                    "nothing: the next start of a cluster removes them, nodes that still run too"));
        }
        List<String> topics = RemoteKafka.abandoned(subject.cache());
        if (!topics.isEmpty()) {
            findings.add(Finding.warning(
                    "leftovers",
                    "on clusters of others: " + String.join(", ", topics),
                    "waybill run --bootstrap against the same cluster removes them"));
        }
        return findings.isEmpty() ? List.of(Finding.fine("leftovers", "none of killed runs")) : findings;
    }
}
