package io.waybill.planfile.section;

import io.waybill.plan.Phases;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens when. */
public final class PhasesSection {

    private static final Field<Duration> START =
            Field.optional("start", Times.DURATION, "How long the cluster may take to start. Default: 60s.");
    private static final Field<Duration> WARM_UP =
            Field.optional("warm-up", Times.DURATION, "How long clients work before the first fault. Default: 2s.");
    private static final Field<Duration> STORM =
            Field.optional("storm", Times.DURATION, "How long faults happen. Default: 30s.");
    private static final Field<Times.Calm> CALM = Field.optional(
            "calm",
            Times.CALM_PHASE,
            "Everything is healed and clients work on so long; then everything must be read to its end within the"
                    + " second time. Default: until-stable 2s, at most 5m.");

    /** The section. */
    public static final Form<Values> FORM =
            ObjectForm.of("phases", START, WARM_UP, STORM, CALM).defined("phases");

    private static final Times.Calm USUAL_CALM = new Times.Calm(Duration.ofSeconds(2), Duration.ofMinutes(5));

    private PhasesSection() {}

    /** Returns the phases that the section means. */
    public static Phases phases(Values values) {
        Times.Calm calm = values.get(CALM, USUAL_CALM);
        return new Phases(
                values.get(START, Duration.ofSeconds(60)),
                values.get(WARM_UP, Duration.ofSeconds(2)),
                values.get(STORM, Duration.ofSeconds(30)),
                calm.lasting(),
                calm.atMost());
    }

    /** Returns the map that means phases. */
    public static Map<String, Object> text(Phases phases) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("start", Times.text(phases.start()));
        map.put("warm-up", Times.text(phases.warmUp()));
        map.put("storm", Times.text(phases.storm()));
        map.put("calm", new Times.Calm(phases.calm(), phases.drain()).text());
        return map;
    }
}
