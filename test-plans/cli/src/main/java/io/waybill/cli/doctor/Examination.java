package io.waybill.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found, in sections.
 *
 * @param sections in the order in which they are shown
 */
public record Examination(List<Section> sections) {

    public Examination {
        sections = List.copyOf(sections);
    }

    /** What was found about one topic. */
    public record Section(String title, List<Finding> findings) {

        public Section {
            findings = List.copyOf(findings);
        }

        static Section of(String title, Check... checks) {
            List<Finding> findings = new ArrayList<>();
            for (Check check : checks) {
                findings.addAll(look(title, check));
            }
            return new Section(title, findings);
        }

        /** A check that fails says nothing about the machine, and the others still do. */
        private static List<Finding> look(String title, Check check) {
            try {
                return check.look();
            } catch (RuntimeException e) {
                return List.of(Finding.warning(title, "could not be looked at: " + e, "try the run itself"));
            }
        }
    }

    /** Looks at this machine. */
    public static Examination of(Subject subject) {
        return new Examination(List.of(
                Section.of(
                        "this machine",
                        new MachineChecks()::java,
                        new MachineChecks()::processors,
                        new MachineChecks()::memory,
                        new ClockCheck(),
                        subject.terminal()),
                Section.of("files", new DiskCheck(subject), new OpenFilesCheck()),
                Section.of(
                        "clusters as processes",
                        new NetworkChecks()::loopback,
                        new NetworkChecks()::ports,
                        new SignalCheck(),
                        new OwnDisksCheck(),
                        new OwnClocksCheck(),
                        new LeftoversCheck(subject)),
                Section.of("clusters in containers", new EngineCheck(subject)),
                Section.of("Apache Kafka", new KafkaCheck(subject))));
    }

    /** Returns all findings, section by section. */
    public List<Finding> findings() {
        return sections.stream().flatMap(each -> each.findings().stream()).toList();
    }

    /** Returns whether nothing is missing that runs need. */
    public boolean isFit() {
        return findings().stream().noneMatch(each -> each.grade() == Finding.Grade.MISSING);
    }
}
