package io.waybill.planfile.section;

import io.waybill.plan.Clients;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the clients have to do. */
public final class WorkloadSection {

    private static final String SENDS = "send-and-receive";

    private static final Field<String> KIND =
            Field.optional("kind", Scalars.words("a workload", kinds()), "What they do. Default: send-and-receive.");
    private static final Field<String> FROM =
            Field.later("from", Scalars.TEXT, "producers write to all topics and consumers read them all");
    private static final Field<String> TO =
            Field.later("to", Scalars.TEXT, "producers write to all topics and consumers read them all");
    private static final Field<Integer> RATE = Field.optional(
            "rate",
            Times.RATE,
            "How many messages a second, all producers together; a slow broker does not slow them down. Default:"
                    + " 100/s.");
    private static final Field<Integer> KEYS =
            Field.optional("keys", Scalars.integer(1, 1_000_000), "How many keys there are. Default: 10.");
    private static final Field<Integer> PAYLOAD =
            Field.optional("payload", Times.BYTES, "The size of each message. Default: 100B.");
    private static final Field<Integer> BACKLOG = Field.optional(
            "backlog",
            Scalars.integer(1, 10_000_000),
            "How many messages of a producer may be unanswered at once; beyond it none is sent. Default: 10000.");
    private static final Field<String> SIZE = Field.optional(
            "size", Scalars.text("a range", "[0-9]{1,6}(?:\\.\\.[0-9]{1,6})?", "such as 1..8"), "Messages in each.");
    private static final Field<Integer> ABORT = Field.optional("abort", Times.PERCENT, "How many are aborted.");
    private static final Field<Values> TRANSACTIONS = Field.later(
            "transactions",
            ObjectForm.of("transactions", SIZE, ABORT).defined("transactions"),
            "messages are sent without transactions");

    /** The section. */
    public static final Form<Values> FORM = ObjectForm.of(
                    "workload", KIND, FROM, TO, RATE, KEYS, PAYLOAD, BACKLOG, TRANSACTIONS)
            .defined("workload")
            .checked(WorkloadSection::require);

    private WorkloadSection() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (String kind : new String[] {SENDS, "consume-transform-produce", "queue", "custom"}) {
            kinds.put(kind, kind);
        }
        return kinds;
    }

    /** Complains of what is understood and cannot be carried out yet. */
    private static void require(Values values, Problems problems) {
        String kind = values.get(KIND, SENDS);
        if (!kind.equals(SENDS)) {
            problems.add(
                    values.place(KIND), "workload \"" + kind + "\" is not supported yet", "the one there is: " + SENDS);
        }
    }

    /** Returns the load that the section means. */
    public static Clients.Load load(Values values) {
        return new Clients.Load(
                values.get(RATE, 100), values.get(PAYLOAD, 100), values.get(KEYS, 10), values.get(BACKLOG, 10_000));
    }

    /** Returns the map that means a load. */
    public static Map<String, Object> text(Clients.Load load) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", SENDS);
        map.put("rate", load.perSecond() + "/s");
        map.put("keys", load.keys());
        map.put("payload", load.payloadBytes() + "B");
        map.put("backlog", load.backlog());
        return map;
    }
}
