package io.waybill.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/catalogue.md} says of every shipped plan what its verdicts are to be, and where it runs. */
class CataloguePageTest {

    private static final Path PAGE = Path.of("../../docs/catalogue.md");
    private static final String BEGIN = "<!-- the plans -->\n";

    @Test
    void the_page_says_what_the_plans_say() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + plans();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(expected);
    }

    private static String plans() {
        return PlanCatalogue.groups().stream()
                .map(group -> "\n## " + group.title() + "\n"
                        + group.plans().stream().map(CataloguePageTest::plan).collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private static String plan(Plan plan) {
        StringBuilder text = new StringBuilder("\n### " + plan.name() + "\n\n" + plan.description() + "\n\n")
                .append("On ")
                .append(String.join(", ", plan.systems()))
                .append(plan.runsOn("reference") ? "" : ", reference")
                .append(", simulated; ")
                .append(seconds(plan))
                .append(" s of traffic")
                .append(plan.profiles().stream()
                        .map(profile -> ", " + profile.name() + " " + seconds(plan.scaledTo(profile.name())) + " s")
                        .collect(Collectors.joining()))
                .append(".")
                .append(toBeViolated(plan))
                .append("\n\n| | holds | breaks | may break |\n| --- | --- | --- | --- |\n");
        plan.configurations()
                .forEach(each -> text.append(row(each, each.promise().expectations(), "")));
        for (Control control : plan.controls()) {
            text.append(row(control.configuration(), control.expectations(), " (control)"));
        }
        return text.toString();
    }

    private static String toBeViolated(Plan plan) {
        List<String> claims = PlanCatalogue.toBeViolated(plan.name()).stream()
                .sorted()
                .map(Claim::id)
                .toList();
        return claims.isEmpty() ? "" : " It is there to be violated: " + String.join(", ", claims) + ".";
    }

    private static long seconds(Plan plan) {
        return plan.allConfigurations().stream()
                .map(each -> each.phases().traffic())
                .reduce(Duration.ZERO, Duration::plus)
                .toSeconds();
    }

    private static String row(Configuration configuration, Expectations expectations, String role) {
        return "| `" + configuration.name() + "`" + role + " | "
                + claims(configuration, claim -> expectations.of(claim) == Expectation.HOLDS) + " | "
                + claims(configuration, claim -> expectations.of(claim) == Expectation.BREAKS) + " | "
                // What else a control claims is looked at and does not count.
                + (role.isEmpty()
                        ? claims(configuration, claim -> expectations.of(claim) == Expectation.MAY_BREAK)
                        : "")
                + " |\n";
    }

    private static String claims(Configuration configuration, Predicate<Claim> which) {
        List<String> ids = configuration.promise().claims().stream()
                .filter(which)
                .sorted()
                .map(Claim::id)
                .toList();
        return String.join(", ", ids);
    }
}
