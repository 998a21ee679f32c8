package io.waybill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.report.text.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationTest {

    private static Examination of(Finding... findings) {
        return new Examination(List.of(new Examination.Section("this machine", List.of(findings))));
    }

    private static List<String> text(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    @Test
    void what_is_found_stands_in_columns_with_what_mends_it_below() {
        Examination examination = of(
                Finding.fine("memory", "7.2 GB left"),
                Finding.warning("kill and pause", "slow", "wait"),
                Finding.missing("loopback", "down", "bring it up"));

        assertThat(text(ExaminationText.of(examination, 80)))
                .containsExactly(
                        "",
                        "  this machine",
                        "    ✓ memory          7.2 GB left",
                        "    ! kill and pause  slow",
                        "                      → wait",
                        "    ✕ loopback        down",
                        "                      → bring it up",
                        "",
                        "  ✕ NOT FIT  1 thing is missing, 1 warning.");
        assertThat(examination.isFit()).isFalse();
    }

    @Test
    void a_machine_with_warnings_alone_is_fit() {
        Examination examination = of(Finding.warning("engine", "none", "start one"), Finding.warning("x", "y", "z"));

        assertThat(examination.isFit()).isTrue();
        assertThat(text(ExaminationText.of(examination, 80)))
                .endsWith("  ✓ FIT  Nothing is missing that runs need, 2 warnings.");
    }

    @Test
    void of_problems_alone_nothing_is_said_where_all_is_fine() {
        assertThat(ExaminationText.problems(of(Finding.fine("memory", "enough")), 80))
                .isEmpty();
        assertThat(text(ExaminationText.problems(
                        of(Finding.fine("memory", "enough"), Finding.missing("disk", "full", "make room")), 80)))
                .containsExactly("    ✕ disk            full", "                      → make room");
    }

    @Test
    void a_check_that_fails_is_a_warning_and_the_others_are_made() {
        Examination.Section section = Examination.Section.of(
                "files",
                () -> {
                    throw new IllegalStateException("no such thing");
                },
                () -> List.of(Finding.fine("disk", "there")));

        assertThat(section.findings())
                .extracting(Finding::grade)
                .containsExactly(Finding.Grade.WARNING, Finding.Grade.FINE);
        assertThat(section.findings().get(0).seen()).contains("no such thing");
    }

    @Test
    void json_has_everything() {
        assertThat(ExaminationJson.of(of(Finding.missing("disk", "full", "make room")), "1.2"))
                .contains(
                        "\"waybill\" : \"1.2\"",
                        "\"fit\" : false",
                        "\"section\" : \"this machine\"",
                        "\"subject\" : \"disk\"",
                        "\"grade\" : \"missing\"",
                        "\"seen\" : \"full\"",
                        "\"fix\" : \"make room\"");
    }
}
