package io.waybill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each tidy rule finds what it should, names the place and the fix, and finds nothing in a project that is tidy. */
final class TidyRulesTest {
    private static final String PLACE = "checkers/history/src/main/java/io/waybill/history/";
    private static final String SIGN =
            "/** What was seen, in one sentence. */\n@NullMarked\npackage io.waybill.history;\n";

    private final PlantedProject project;

    TidyRulesTest(@TempDir Path folder) {
        project = new PlantedProject(folder)
                .withClass("checkers/history", "io.waybill.history.Event", "")
                .with(PLACE + "package-info.java", SIGN)
                .with("checkers/history/pom.xml", "<project/>")
                .with(
                        "ARCHITECTURE.md",
                        "# Map\n\nIn `checkers/`: `checkers/history`, the package `io.waybill.history`.\n");
    }

    @Test
    void a_tidy_project_has_no_findings() {
        assertThat(new Tidy(project.repository()).judge()).isEmpty();
    }

    @Test
    void a_package_needs_a_sentence() {
        project.with(PLACE + "package-info.java", "@NullMarked\npackage io.waybill.history;\n");

        assertFinding(PLACE + "package-info.java:1: a package without a sign");
    }

    @Test
    void a_package_needs_to_be_null_marked() {
        project.with(
                PLACE + "package-info.java", "/** What was seen, in a sentence. */\npackage io.waybill.history;\n");

        assertFinding(PLACE + "package-info.java:1: a package that is not @NullMarked");
    }

    @Test
    void a_package_of_tests_needs_a_sign_only_where_main_has_none() {
        project.with("checkers/history/src/test/java/io/waybill/history/ATest.java", "class ATest {}\n")
                .with("checkers/history/src/test/java/io/waybill/trial/BTest.java", "class BTest {}\n");

        var findings = new Tidy(project.repository()).judge();

        assertThat(findings)
                .extracting(Finding::file)
                .containsOnly("checkers/history/src/test/java/io/waybill/trial/package-info.java");
    }

    @Test
    void a_method_of_71_lines_is_too_long() {
        project.withClass("checkers/history", "io.waybill.history.Long", "\nvoid run() {" + "\n".repeat(70) + "}");

        assertFinding(PLACE + "Long.java:3: 71 lines where 70 are allowed: split it");
    }

    @Test
    void a_method_of_70_lines_is_not_too_long() {
        project.withClass("checkers/history", "io.waybill.history.Long", "\nvoid run() {" + "\n".repeat(69) + "}");

        assertThat(new Tidy(project.repository()).judge()).isEmpty();
    }

    @Test
    void a_file_of_501_lines_is_too_long() {
        project.withClass("checkers/history", "io.waybill.history.Long", "\n".repeat(499));

        assertFinding(PLACE + "Long.java:1: 501 lines where 500 are allowed: split it");
    }

    @Test
    void a_line_of_121_characters_is_too_long() {
        project.withClass("checkers/history", "io.waybill.history.Wide", "\n//" + "x".repeat(119) + "\n");

        assertFinding(PLACE + "Wide.java:3: a line of over 120 characters");
    }

    @Test
    void the_lines_of_a_text_block_and_of_a_drawing_may_be_long() {
        var wide = "x".repeat(121);
        project.withClass(
                "checkers/history",
                "io.waybill.history.Wide",
                "\n/** <pre>\n" + wide + "\n</pre> */\nString a = \"\"\"\n" + wide + "\n\"\"\";\n//" + wide + "\n");

        assertFinding(PLACE + "Wide.java:9: a line of over 120 characters");
    }

    @Test
    void what_the_ratchet_holds_may_not_grow() {
        plantLongMethod(80, 79);

        assertFinding(PLACE + "Long.java:3: 80 lines where 79 are allowed");
    }

    @Test
    void what_became_shorter_tightens_the_ratchet() {
        plantLongMethod(80, 81);

        assertFinding(PLACE + "Long.java:3: shorter than before: 80 lines: write 80 in config/tidy-ratchet.txt");
    }

    @Test
    void what_keeps_its_limit_leaves_the_ratchet() {
        plantLongMethod(70, 71);

        assertFinding("config/tidy-ratchet.txt:1: " + PLACE + "Long.java#run keeps its limit now: remove its line");
    }

    @Test
    void what_is_as_long_as_the_ratchet_says_is_let_be() {
        plantLongMethod(80, 80);

        assertThat(new Tidy(project.repository()).judge()).isEmpty();
    }

    @Test
    void a_name_must_say_something() {
        project.withClass("checkers/history", "io.waybill.history.Names", "\nclass BlockManager {}\nclass Info {}\n");

        assertFinding(PLACE + "Names.java:3: the name BlockManager says nothing: name what it is");
    }

    @Test
    void an_abstract_name_must_say_something() {
        project.withClass("checkers/history", "io.waybill.history.AbstractBlock", "");

        assertFinding(PLACE + "AbstractBlock.java:2: the name AbstractBlock says nothing");
    }

    @Test
    void open_work_needs_an_issue() {
        project.with("notes.txt", "TO" + "DO(#7): with an issue\n// TO" + "DO: without\n");

        assertFinding("notes.txt:2: open work without an issue");
    }

    @Test
    void a_path_of_one_machine_is_found() {
        project.with("notes.txt", "a relative a/home/b is fine\nsee " + "/ho" + "me/someone/notes\n");

        assertFinding("notes.txt:2: a path of one machine");
    }

    @Test
    void a_second_title_is_found() {
        project.with("a.md", "# One\n\n```\n# a comment in code\n```\n\n# Two\n");

        assertFinding("a.md:7: a second title");
    }

    @Test
    void a_file_without_a_title_is_found() {
        project.with("a.md", "## Section\n");

        assertFinding("a.md:1: no title");
    }

    @Test
    void a_link_to_a_file_that_is_not_there_is_found() {
        project.with("docs/a.md", "# A\n\n[map](../ARCHITECTURE.md#map) [web](https://example.org/x) [gone](b.md)\n");

        assertFinding("docs/a.md:3: the link b.md leads nowhere");
    }

    @Test
    void a_link_to_a_heading_that_is_not_there_is_found() {
        project.with("a.md", "# A title, with signs\n\n[here](#a-title-with-signs)\n[gone](#b)\n");

        assertFinding("a.md:4: the link #b leads nowhere");
    }

    @Test
    void a_module_that_is_not_on_the_map_is_found() {
        project.with("ARCHITECTURE.md", "# Map\n\nThe checkers/history of everything.\n");

        assertFinding("ARCHITECTURE.md:1: the module checkers/history is not on the map");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.waybill.gone", "checkers/gone", "docs/gone/", "test-plans/systems/gone"})
    void what_is_on_the_map_but_not_in_the_house_is_found(String gone) {
        project.with("ARCHITECTURE.md", "# Map\n\n`checkers/history` and\n`" + gone + "`.\n");

        assertFinding("ARCHITECTURE.md:4: " + gone + " is on the map but not in the house");
    }

    @Test
    void a_version_outside_the_root_pom_is_found() {
        project.with(
                "checkers/history/pom.xml",
                "<project><dependency><artifactId>picocli</artifactId><version>1</version></dependency></project>");

        assertFinding("checkers/history/pom.xml:1: the version of picocli is outside the root pom");
    }

    @Test
    void a_library_without_a_reason_is_found() {
        var repository = project.repository();
        project.with(
                "pom.xml",
                "<project><modules><module>checkers/history</module></modules>"
                        + "<plugin><artifactId>tool</artifactId></plugin></project>");

        var findings = new Tidy(repository).judge();

        assertThat(findings).singleElement().asString().startsWith("docs/dependencies.md:1: tool has no reason");
    }

    @Test
    void what_the_command_needs_where_it_runs_and_names_for_its_tests_alone_is_found() {
        plantCommand("test");

        assertFinding(
                "test-plans/cli/pom.xml:1: waybill-client is for tests alone, and checkers/history/pom.xml needs");
    }

    @Test
    void what_the_command_names_for_its_run_time_is_no_finding() {
        plantCommand("runtime");

        assertThat(new Tidy(project.repository()).judge()).isEmpty();
    }

    private void plantCommand(String scopeOfClient) {
        project.withClass("test-plans/cli", "io.waybill.cli.Main", "")
                .with("test-plans/cli/src/main/java/io/waybill/cli/package-info.java", SIGN.replace("history", "cli"))
                .with("ARCHITECTURE.md", "# Map\n\n`checkers/history`, `test-plans/cli`.\n")
                .with(
                        "checkers/history/pom.xml",
                        "<project><artifactId>waybill-history</artifactId>" + dependency("client", "compile")
                                + "</project>")
                .with(
                        "test-plans/cli/pom.xml",
                        "<project><artifactId>waybill-cli</artifactId>" + dependency("history", "compile")
                                + dependency("client", scopeOfClient) + "</project>");
    }

    private static String dependency(String name, String scope) {
        return "<dependency><artifactId>waybill-" + name + "</artifactId><scope>" + scope + "</scope></dependency>";
    }

    private void plantLongMethod(int lines, int ratchet) {
        project.withClass(
                        "checkers/history", "io.waybill.history.Long", "\nvoid run() {" + "\n".repeat(lines - 1) + "}")
                .with("config/tidy-ratchet.txt", "# comment\n" + ratchet + " " + PLACE + "Long.java#run\n");
    }

    private void assertFinding(String beginning) {
        var findings = new Tidy(project.repository()).judge();

        assertThat(findings).singleElement().asString().startsWith(beginning);
    }
}
