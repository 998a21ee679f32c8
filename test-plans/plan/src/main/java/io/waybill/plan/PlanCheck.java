package io.waybill.plan;

import io.waybill.checker.Claim;
import java.util.List;

/** Finds everything that is wrong with a plan. Used once. */
final class PlanCheck {

    private final Plan plan;
    private final Findings findings = Findings.none();

    PlanCheck(Plan plan) {
        this.plan = plan;
    }

    List<PlanProblem> findings() {
        findings.name("name", "name of a plan", plan.name());
        findings.require(
                !plan.description().isBlank(),
                "description",
                "a plan must say in its description what it does, was empty");
        findings.require(
                !plan.systems().isEmpty(),
                "cluster.broker",
                "a plan must have a system that it can be run on, had none");
        plan.systems().forEach(system -> findings.name("cluster.broker", "system of a plan", system));
        findings.distinct("cluster.broker", "system", plan.systems());
        findings.require(
                !plan.configurations().isEmpty(), "configurations", "a plan must have a configuration, had none");
        findings.distinct("configurations", "configuration", plan.configurationNames());
        findings.distinct(
                "profiles",
                "profile",
                plan.profiles().stream().map(Profile::name).toList());
        findings.atLeast("repeat", "repeat", plan.conduct().repeat(), 1);
        plan.allConfigurations().forEach(each -> new ConfigurationCheck(each, findings.in(each)).carryOut());
        plan.controls().forEach(this::control);
        List<PlanProblem> ofItself = findings.all();
        plan.profiles().forEach(each -> profile(each, ofItself));
        return findings.all();
    }

    private void control(Control control) {
        Findings in = findings.in(control.configuration());
        in.require(
                !control.mustBreak().isEmpty(),
                "must-break",
                "a control must name a claim that must break, named none");
        in.require(
                control.configuration().promise().expectations().other().isEmpty(),
                "expect",
                "what is expected of a control is said by its must-break");
        in.require(!control.why().isBlank(), "why", "a control must say what is broken about it, was empty");
        for (Claim claim : control.mustBreak()) {
            in.require(
                    control.configuration().promise().claims().contains(claim),
                    "must-break",
                    claim.id() + " must break but is not claimed");
        }
    }

    /** What is wrong in every size is said once. */
    private void profile(Profile profile, List<PlanProblem> ofItself) {
        findings.name("profiles", "name of a profile", profile.name());
        for (PlanProblem problem : plan.scaledTo(profile).findings()) {
            if (ofItself.stream().noneMatch(each -> isAtOnePlace(each, problem))) {
                findings.add(new PlanProblem(
                        problem.configuration(),
                        "profiles." + profile.name(),
                        "in profile " + profile.name() + " " + problem.text()));
            }
        }
    }

    private static boolean isAtOnePlace(PlanProblem one, PlanProblem other) {
        return one.path().equals(other.path()) && one.configuration().equals(other.configuration());
    }
}
