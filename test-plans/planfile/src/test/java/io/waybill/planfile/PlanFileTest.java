package io.waybill.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.fault.Fault;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.plan.Configuration;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.planfile.PlanFile.Reading;
import io.waybill.planfile.tree.Problem;
import io.waybill.planfile.tree.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {

    @TempDir
    private Path directory;

    private static Plan good(String name) {
        return Corpus.read(Corpus.good(name)).plan();
    }

    private static Configuration named(Plan plan, String name) {
        return plan.allConfigurations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> wrong(String text, Changes changes) {
        Reading reading = Corpus.read(text, changes);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading)
                .problems().stream().map(Problem::toString).toList();
    }

    private static Changes setting(String... sets) {
        return new Changes(Optional.empty(), List.of(sets), OptionalLong.empty());
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private Reading readFile(String name, Map<String, String> builtin) {
        Sources sources = new Sources(directory, each -> Optional.ofNullable(builtin.get(each)));
        return PlanFile.read(sources.open(name), sources, Changes.NONE);
    }

    @Test
    void the_smallest_plan_has_the_defaults_that_its_documentation_names() {
        Configuration only = good("smallest.yaml").configurations().get(0);

        assertThat(only.name()).isEqualTo("default");
        assertThat(only.cluster().nodes()).isEqualTo(3);
        assertThat(only.clients().producers().acks()).isEqualTo(Acks.ALL);
        assertThat(only.clients().producers().idempotent()).isTrue();
        assertThat(only.phases().storm()).isEqualTo(Duration.ofSeconds(30));
        assertThat(only.promise().pressure())
                .extracting(Pressure::moment)
                .extracting(Object::toString)
                .containsExactly("leader killed with sends in flight", "leadership moved");
    }

    @Test
    void a_matrix_is_the_product_of_its_axes_with_joined_names() {
        Plan plan = good("matrix.yaml");

        assertThat(plan.configurations())
                .extracting(Configuration::name)
                .containsExactly("isr2-clean", "isr2-unclean", "isr1-clean", "isr1-unclean");
        assertThat(named(plan, "isr1-unclean").cluster().config())
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("unclean.leader.election.enable", "true");
        assertThat(plan.configurations())
                .extracting(each -> each.clients().load())
                .containsOnly(named(plan, "isr2-clean").clients().load());
        assertThat(plan.configurations())
                .extracting(Configuration::faults)
                .hasSize(4)
                .containsOnly(named(plan, "isr2-clean").faults());
    }

    @Test
    void a_line_of_expectations_means_all_configurations_with_its_words_and_a_later_line_counts() {
        Plan plan = good("matrix.yaml");

        assertThat(named(plan, "isr1-unclean").promise().expectations().other())
                .containsOnly(
                        entry(Claim.AT_LEAST_ONCE, Expectation.BREAKS),
                        entry(Claim.EXACTLY_ONCE, Expectation.BREAKS),
                        entry(Claim.ORDER_PER_KEY, Expectation.MAY_BREAK));
        assertThat(named(plan, "isr2-unclean").promise().expectations().other())
                .containsOnly(entry(Claim.ORDER_PER_KEY, Expectation.MAY_BREAK));
        assertThat(named(plan, "isr2-clean").promise().expectations().other()).isEmpty();
        assertThat(named(plan, "no-idempotence").promise().expectations().other())
                .as("a control says it by must-break")
                .isEmpty();
    }

    @Test
    void a_line_of_expectations_that_is_a_name_means_that_configuration_alone() {
        String text = """
                waybill: 1
                name: a-plan
                description: Two configurations, one with more words.
                cluster: {broker: kafka, topics: {orders: {}}}
                claims: [no-loss]
                configurations: {strict: {}, strict-late: {}}
                expect: {strict: {no-loss: breaks}}
                """;

        Plan plan = Corpus.read(text, Changes.NONE).plan();

        assertThat(named(plan, "strict").promise().expectations().of(Claim.AT_LEAST_ONCE))
                .isEqualTo(Expectation.BREAKS);
        assertThat(named(plan, "strict-late").promise().expectations().of(Claim.AT_LEAST_ONCE))
                .isEqualTo(Expectation.HOLDS);
    }

    @Test
    void a_control_is_like_a_configuration_but_for_what_is_set() {
        Plan plan = good("matrix.yaml");

        Configuration control = named(plan, "no-idempotence");

        assertThat(control.cluster()).isEqualTo(named(plan, "isr2-clean").cluster());
        assertThat(control.clients().producers().idempotent()).isFalse();
        assertThat(plan.controls().get(0).mustBreak())
                .containsExactlyInAnyOrder(Claim.AT_MOST_ONCE, Claim.EXACTLY_ONCE, Claim.ORDER_PER_KEY);
        assertThat(plan.controls().get(0).why())
                .isEqualTo("clients.producers.config[enable.idempotence]=false,"
                        + " clients.producers.config[max.in.flight.requests.per.connection]=5");
    }

    @Test
    void everyday_names_are_claims_and_what_is_denied_is_not_claimed() {
        Plan plan = good("configurations.yaml");

        assertThat(named(plan, "idempotent-at-once").promise().claims())
                .containsExactlyInAnyOrder(Claim.AT_LEAST_ONCE, Claim.AT_MOST_ONCE);
        assertThat(named(plan, "plain-later").promise().claims()).containsExactly(Claim.AT_LEAST_ONCE);
        assertThat(named(good("matrix.yaml"), "isr1-clean").promise().recoveryBound())
                .contains(Duration.ofSeconds(10));
    }

    @Test
    void a_one_way_cut_is_of_what_the_target_sends() {
        Fault third = named(good("matrix.yaml"), "isr2-clean")
                .faults()
                .faults()
                .get(2)
                .fault();

        assertThat(third)
                .isInstanceOfSatisfying(
                        Fault.OnLinks.class,
                        links -> assertThat(links.shape())
                                .isEqualTo(new Shape.Between(
                                        Victim.followers("orders", 0), Victim.leader("orders", 0), Shape.Way.OUT)));
    }

    @Test
    void a_fault_that_waits_says_how_often_and_how_long_after() {
        Schedule fourth = named(good("matrix.yaml"), "isr2-clean")
                .faults()
                .faults()
                .get(3)
                .schedule();

        assertThat(fourth)
                .isEqualTo(Schedule.when("acknowledged by a lone leader", Duration.ZERO, Duration.ofSeconds(4), 10));
    }

    @Test
    void a_profile_is_the_plan_with_what_it_has_otherwise() {
        Plan plan = good("matrix.yaml");

        Plan quick = plan.scaledTo("quick");
        Plan alone = Corpus.read(
                        Corpus.good("matrix.yaml"), new Changes(Optional.of("quick"), List.of(), OptionalLong.empty()))
                .plan();

        assertThat(quick.configurations())
                .allSatisfy(each -> assertThat(each.phases().storm()).isEqualTo(Duration.ofMinutes(2)));
        assertThat(quick.configurations().get(0).promise().pressure())
                .allSatisfy(each -> assertThat(each.wanted()).isEqualTo(1));
        assertThat(plan.scaledTo("nightly").conduct().seed()).hasValue(0x5eed);
        assertThat(alone.scaledTo("quick")).isEqualTo(quick);
        assertThat(alone.configurations()).isEqualTo(quick.configurations());
    }

    @Test
    void what_is_set_wins_over_the_plan_and_its_profile_but_not_over_its_matrix() {
        Changes changes = new Changes(
                Optional.of("quick"),
                List.of(
                        "phases.storm=90s",
                        "faults[0].for=1s",
                        "cluster.config[min.insync.replicas]=3",
                        "clients.producers.config[linger.ms]=7"),
                OptionalLong.of(42));

        Plan plan = Corpus.read(Corpus.good("matrix.yaml"), changes).plan();

        Configuration isr1 = named(plan, "isr1-clean");
        assertThat(isr1.phases().storm()).isEqualTo(Duration.ofSeconds(90));
        assertThat(isr1.faults().faults().get(0).fault()).hasToString("kill leader of orders-0 for 1s");
        assertThat(isr1.clients().producers().config()).containsEntry("linger.ms", "7");
        assertThat(isr1.cluster().config()).containsEntry("min.insync.replicas", "1");
        assertThat(plan.conduct().seed()).hasValue(42);
    }

    @Test
    void what_cannot_be_set_is_said_with_what_was_typed() {
        String text = Corpus.good("smallest.yaml");

        assertThat(wrong(text, setting("phases.strom=5s")))
                .containsExactly("--set:1:1 unknown key \"strom\" in phases (did you mean storm?)");
        assertThat(wrong(text, setting("cluster.nodes=many")))
                .containsExactly("--set:1:15 \"many\" is not a number from 1 to 9");
        assertThat(wrong(text, setting("phases"))).first().asString().startsWith("--set:1:1 this is not PATH=VALUE");
        assertThat(wrong(text, setting("name.first=x")))
                .first()
                .asString()
                .startsWith("--set:1:1 \"name.first\" leads nowhere: text has no \"first\"");
    }

    @Test
    void a_file_wins_over_what_it_extends_where_maps_merge_and_lists_do_not() throws IOException {
        write("base/three.yaml", """
                waybill: 1
                extends: ./topics.yaml
                cluster: {broker: kafka, config: {a: 1, b: 1}}
                claims: {at-most-once: true}
                faults: [{kill: any, every: 5s, for: 1s}, {pause: any, every: 5s, for: 1s}]
                """);
        write("base/topics.yaml", "waybill: 1\ncluster: {topics: {orders: {partitions: 2}}, config: {a: 0, c: 0}}\n");
        write("plan.yaml", """
                waybill: 1
                name: a-plan
                description: Extends two files.
                extends: [base/three.yaml, builtin:more.yaml]
                cluster: {config: {b: 2}}
                claims: {at-least-once: true}
                """);
        String more = "waybill: 1\nfaults: [{slow: any, factor: 2, every: 5s, for: 1s}]\n";

        Configuration only = readFile("plan.yaml", Map.of("more.yaml", more))
                .plan()
                .configurations()
                .get(0);

        assertThat(only.cluster().config()).isEqualTo(Map.of("a", "1", "b", "2", "c", "0"));
        assertThat(only.cluster().topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.partitions()).isEqualTo(2));
        assertThat(only.promise().claims()).containsExactlyInAnyOrder(Claim.AT_MOST_ONCE, Claim.AT_LEAST_ONCE);
        assertThat(only.faults().faults()).singleElement().asString().contains("slow any node");
    }

    @Test
    void what_is_wrong_in_a_file_that_is_extended_names_that_file() throws IOException {
        write("base.yaml", "waybill: 1\ncluster: {nods: 3}\n");
        write("plan.yaml", "waybill: 1\nextends: [base.yaml, nowhere.yaml, 'builtin:nothing.yaml', plan.yaml]\n");

        Reading reading = readFile("plan.yaml", Map.of());

        assertThat(((Reading.Refused) reading).problems())
                .extracting(Object::toString)
                .contains(
                        "base.yaml:2:11 unknown key \"nods\" in cluster (did you mean nodes?)",
                        "plan.yaml:2:22 there is no file nowhere.yaml",
                        "plan.yaml:2:36 there is no builtin:nothing.yaml")
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("plan.yaml:2:60 \"plan.yaml\" extends itself: plan.yaml"));
    }

    @Test
    void a_shipped_file_cannot_reach_for_the_users_files() throws IOException {
        write("secret.yaml", "waybill: 1\n");

        Reading reading = readFile("builtin:base.yaml", Map.of("base.yaml", "waybill: 1\nextends: ../secret.yaml\n"));

        assertThat(((Reading.Refused) reading).problems())
                .extracting(Problem::what)
                .contains("a builtin file extends builtin: files alone");
    }

    @Test
    void what_is_no_text_is_no_plan() throws IOException {
        Files.write(directory.resolve("bytes.yaml"), new byte[] {(byte) 0xFF, 0, 1});
        Sources sources = new Sources(directory, name -> Optional.empty());

        assertThatThrownBy(() -> sources.open("bytes.yaml")).hasMessage("bytes.yaml is not text in UTF-8");
        assertThatThrownBy(() -> sources.open("none.yaml")).hasMessage("there is no file none.yaml");
        assertThat(PlanFile.read(Source.of("empty.yaml", ""), sources, Changes.NONE))
                .isEqualTo(new Reading.Refused(
                        List.of(new Problem(Source.of("empty.yaml", "").start(), "there is nothing in it", ""))));
    }

    @Test
    void aliases_that_grow_and_nests_without_end_are_refused() {
        String nested = "waybill: 1\ncluster: " + "[".repeat(200) + "]".repeat(200) + "\n";
        StringBuilder laughs = new StringBuilder("waybill: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'j'; c++) {
            String below = "*" + (char) (c - 1);
            laughs.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(String.join(
                            ", ", List.of(below, below, below, below, below, below, below, below, below, below)))
                    .append("]\n");
        }

        assertThat(wrong(nested, Changes.NONE)).isNotEmpty();
        assertThat(wrong(laughs.toString(), Changes.NONE)).isNotEmpty();
    }

    @Test
    void an_excerpt_underlines_what_is_meant() {
        Reading reading = Corpus.read("waybill: 1\nfaults:\n\t- x\n");
        Reading key = Corpus.read("waybill: 1\nfaults:\n  - {kill: any, evry: 24s, for: 1s}\n");

        assertThat(((Reading.Refused) reading).problems()).isNotEmpty();
        assertThat(((Reading.Refused) key).problems().get(0).lines())
                .containsExactly(
                        "plan.yaml:3:17 unknown key \"evry\" in fault \"kill\"",
                        "   3 │   - {kill: any, evry: 24s, for: 1s}",
                        "     │                 ~~~~ did you mean every?");
    }
}
