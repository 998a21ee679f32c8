package io.waybill.runner;

import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import java.io.IOException;
import java.util.List;

/**
 * Where configurations are carried out: it brings the cluster up, lets the clients work, breaks what the plan says,
 * heals it, and records all of it. Whoever runs the plan keeps, judges and weighs what was recorded, the same for all.
 */
public interface Venue {

    /** Returns what it is. */
    Site site();

    /** Returns why a configuration cannot be carried out whole here, one sentence each; empty where it can. */
    List<String> problems(Configuration configuration);

    /** Returns why a control cannot be carried out whole here, one sentence each; by default like any configuration. */
    default List<String> problems(Control control) {
        return problems(control.configuration());
    }

    /**
     * Carries a configuration out, up to the end of its history. However it ends, nothing of it is left running.
     *
     * @throws IOException when the history cannot be written
     * @throws InterruptedException when called off before there is anything to judge
     */
    Recorded record(Assignment assignment, RunListener listener) throws IOException, InterruptedException;
}
