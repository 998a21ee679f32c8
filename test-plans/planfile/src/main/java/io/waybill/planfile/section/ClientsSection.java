package io.waybill.planfile.section;

import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.plan.Clients.Resend;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested.Placed;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Problems;
import io.waybill.system.ClientLibrary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The producers and the consumers. Their settings have the names that Kafka's clients give them; those that a plan must
 * understand (acknowledgements, idempotence, requests in flight, the delivery timeout, the isolation level) have the
 * defaults of Kafka's clients too.
 */
public final class ClientsSection {

    private static final String ACKS = "acks";
    private static final String IDEMPOTENCE = "enable.idempotence";
    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final String DELIVERY_TIMEOUT = "delivery.timeout.ms";
    private static final String ISOLATION = "isolation.level";

    private static final Field<Integer> PRODUCER_COUNT = Field.optional(
            "count",
            Scalars.integer(1, 1000),
            "How many; each is a session that writes to all partitions. Default: 1.");
    private static final Field<Map<String, Placed<String>>> PRODUCER_CONFIG = Field.optional(
            "config", ClusterSection.CONFIG, "Kafka's producer settings: acks: all, enable.idempotence: true.");
    private static final Field<Resend> RESEND = Field.optional(
            "resend",
            Scalars.words("what is sent again", resends()),
            "What a producer sends again that begins anew (restart: producer): none (default), or unanswered: what the"
                    + " session before had no answer for, as the same messages.");
    private static final Field<Integer> CONSUMER_COUNT =
            Field.optional("count", Scalars.integer(1, 1000), "How many; they share the partitions out. Default: 1.");
    private static final Field<String> SCOPE = Field.optional(
            "scope",
            Scalars.text("a name", "[A-Za-z0-9._-]+", "such as billing"),
            "What they are together: together they must receive each message. Default: readers.");
    private static final Field<String> GROUP =
            Field.later("group", Scalars.TEXT, "consumers have assigned partitions: give them a scope");
    private static final Field<Map<String, Placed<String>>> CONSUMER_CONFIG =
            Field.optional("config", ClusterSection.CONFIG, "Kafka's consumer settings.");

    private static final Field<ClientLibrary> CLIENT = Field.optional(
            "client",
            Scalars.words("a client", libraries()),
            "What the clients are made of: official, the library of the broker's makers; reference, Waybill's own."
                    + " Default: what is usual where the plan runs.");
    private static final Field<Values> PRODUCERS = Field.optional(
            "producers",
            ObjectForm.of("producers", PRODUCER_COUNT, RESEND, PRODUCER_CONFIG).defined("producers"),
            "Who sends.");
    private static final Field<Values> CONSUMERS = Field.optional(
            "consumers",
            ObjectForm.of("consumers", CONSUMER_COUNT, SCOPE, GROUP, CONSUMER_CONFIG)
                    .defined("consumers"),
            "Who receives.");

    /** The section. */
    public static final Form<Values> FORM = ObjectForm.of("clients", CLIENT, PRODUCERS, CONSUMERS)
            .defined("clients")
            .checked((values, problems) -> {
                producers(values, problems);
                consumers(values, problems);
            });

    private static final int USUAL_IN_FLIGHT = 5;
    private static final long USUAL_DELIVERY_TIMEOUT_MILLIS = 120_000;

    private ClientsSection() {}

    private static Map<String, ClientLibrary> libraries() {
        Map<String, ClientLibrary> words = new LinkedHashMap<>();
        words.put("official", ClientLibrary.OFFICIAL);
        words.put("reference", ClientLibrary.REFERENCE);
        return words;
    }

    private static Map<String, Resend> resends() {
        Map<String, Resend> words = new LinkedHashMap<>();
        words.put("none", Resend.NONE);
        words.put("unanswered", Resend.UNANSWERED);
        return words;
    }

    /** Returns the library that the section names. */
    public static ClientLibrary library(Values values) {
        return values.get(CLIENT, ClientLibrary.USUAL);
    }

    /** Returns the producers that the section means. */
    public static Optional<Clients.Producers> producers(Values values, Problems problems) {
        Values producers = values.get(PRODUCERS, Values.nothing(values.place()));
        Settings settings = new Settings(producers.get(PRODUCER_CONFIG, Map.of()), problems);
        int before = problems.count();
        Acks acks = settings.take(ACKS, Acks.ALL, ClientsSection::acks, "all, 1 or 0");
        int inFlight = settings.take(IN_FLIGHT, USUAL_IN_FLIGHT, ClientsSection::positive, "a number from 1 on");
        // As Kafka's clients do it: it is on unless something else rules it out.
        boolean usual = acks == Acks.ALL && inFlight <= USUAL_IN_FLIGHT;
        boolean idempotent = settings.take(IDEMPOTENCE, usual, ClientsSection::flag, "true or false");
        Duration timeout = settings.take(
                DELIVERY_TIMEOUT,
                Duration.ofMillis(USUAL_DELIVERY_TIMEOUT_MILLIS),
                text -> positive(text).map(Duration::ofMillis),
                "a number of milliseconds from 1 on");
        return problems.count() == before
                ? Optional.of(new Clients.Producers(
                        producers.get(PRODUCER_COUNT, 1),
                        acks,
                        idempotent,
                        inFlight,
                        timeout,
                        settings.rest(),
                        producers.get(RESEND, Resend.NONE)))
                : Optional.empty();
    }

    /** Returns the consumers that the section means. */
    public static Optional<Clients.Consumers> consumers(Values values, Problems problems) {
        Values consumers = values.get(CONSUMERS, Values.nothing(values.place()));
        Settings settings = new Settings(consumers.get(CONSUMER_CONFIG, Map.of()), problems);
        int before = problems.count();
        Isolation isolation = settings.take(
                ISOLATION, Isolation.READ_UNCOMMITTED, ClientsSection::isolation, "read_uncommitted or read_committed");
        return problems.count() == before
                ? Optional.of(new Clients.Consumers(
                        consumers.get(CONSUMER_COUNT, 1), consumers.get(SCOPE, "readers"), isolation, settings.rest()))
                : Optional.empty();
    }

    private static Optional<Acks> acks(String text) {
        return switch (text) {
            case "all", "-1" -> Optional.of(Acks.ALL);
            case "1" -> Optional.of(Acks.LEADER);
            case "0" -> Optional.of(Acks.NONE);
            default -> Optional.empty();
        };
    }

    private static Optional<Isolation> isolation(String text) {
        return switch (text) {
            case "read_uncommitted" -> Optional.of(Isolation.READ_UNCOMMITTED);
            case "read_committed" -> Optional.of(Isolation.READ_COMMITTED);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> flag(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }

    private static Optional<Integer> positive(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Settings of which some are understood and the others are passed on as they are. */
    private record Settings(Map<String, Placed<String>> all, Problems problems, Map<String, String> rest) {

        Settings(Map<String, Placed<String>> all, Problems problems) {
            this(all, problems, ClusterSection.texts(all));
        }

        <T> T take(String name, T otherwise, Function<String, Optional<T>> meaning, String expected) {
            Placed<String> placed = all.get(name);
            if (placed == null) {
                return otherwise;
            }
            String text = placed.value();
            rest.remove(name);
            Optional<T> meant = meaning.apply(text);
            if (meant.isEmpty()) {
                problems.add(placed.place(), "\"" + text + "\" is no value of " + name, "expected " + expected);
            }
            return meant.orElse(otherwise);
        }
    }

    /** Returns the map that means the clients. */
    public static Map<String, Object> text(Clients clients) {
        Clients.Producers producers = clients.producers();
        Map<String, String> settings = new TreeMap<>();
        settings.put(
                ACKS,
                switch (producers.acks()) {
                    case ALL -> "all";
                    case LEADER -> "1";
                    case NONE -> "0";
                    case UNSPECIFIED ->
                        throw new IllegalArgumentException("a plan must say how many replicas acknowledge");
                });
        settings.put(IDEMPOTENCE, Boolean.toString(producers.idempotent()));
        settings.put(IN_FLIGHT, Integer.toString(producers.maxInFlight()));
        settings.put(DELIVERY_TIMEOUT, Long.toString(producers.deliveryTimeout().toMillis()));
        // What is said verbatim wins.
        settings.putAll(producers.config());
        Map<String, Object> sending = new LinkedHashMap<>();
        sending.put("count", producers.count());
        resends().forEach((word, resend) -> {
            if (resend == producers.resend()) {
                sending.put("resend", word);
            }
        });
        ClusterSection.putConfig(sending, settings);

        Clients.Consumers consumers = clients.consumers();
        Map<String, String> reads = new TreeMap<>();
        reads.put(ISOLATION, consumers.isolation() == Isolation.READ_COMMITTED ? "read_committed" : "read_uncommitted");
        reads.putAll(consumers.config());
        Map<String, Object> receiving = new LinkedHashMap<>();
        receiving.put("count", consumers.count());
        receiving.put("scope", consumers.scope());
        ClusterSection.putConfig(receiving, reads);

        Map<String, Object> map = new LinkedHashMap<>();
        libraries().forEach((word, library) -> {
            if (library == clients.library()) {
                map.put("client", word);
            }
        });
        map.put("producers", sending);
        map.put("consumers", receiving);
        return map;
    }
}
