package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.report.Inside;
import io.waybill.report.NotRun;
import io.waybill.report.Repeated;
import io.waybill.report.RunSite;
import io.waybill.report.Shrunk;
import io.waybill.runfile.KeptRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes from a result what a list, a second judgement or a replay needs; whatever else there is, is skipped. */
final class ResultReading {

    private final JsonParser json;
    private final SortedMap<String, String> planted = new TreeMap<>();
    private final List<NotRun> notRun = new ArrayList<>();
    private final List<Repeated> repeated = new ArrayList<>();
    private final List<StoredRun.Configuration> configurations = new ArrayList<>();
    private String plan = "";
    private String system = "";
    private String seed = "";
    private String environment = RunSite.usual().environment();
    private String profile = RunSite.usual().profile();
    private String verdict = "";
    private String headline = "";
    private String failure = "";
    private long durationMillis;

    private ResultReading(JsonParser json) {
        this.json = json;
    }

    /** Reads the result of a run. */
    static StoredRun of(KeptRun kept) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(kept.read(KeptRun.RESULT))) {
            ResultReading reading = new ResultReading(json);
            json.nextToken();
            reading.fields(reading::result);
            return new StoredRun(
                    kept.path(),
                    kept.id(),
                    kept.manifest(),
                    reading.plan,
                    reading.system,
                    reading.seed,
                    new RunSite(reading.environment, reading.profile, reading.planted),
                    reading.verdict,
                    reading.headline,
                    Optional.of(reading.failure).filter(text -> !text.isEmpty()),
                    reading.durationMillis,
                    reading.notRun,
                    reading.repeated,
                    reading.configurations);
        }
    }

    /** Is given each field of an object, with the parser at its value, and takes all of the value. */
    private interface Field {
        void take(String name) throws IOException;
    }

    private void fields(Field field) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            field.take(name);
        }
    }

    private void result(String field) throws IOException {
        switch (field) {
            case "verdict" -> verdict = json.getText();
            case "headline" -> headline = json.getText();
            case "failure" -> failure = json.getText();
            case "run" -> fields(this::run);
            case "configurations" -> {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    configurations.add(new OfConfiguration().read());
                }
            }
            default -> json.skipChildren();
        }
    }

    private void run(String field) throws IOException {
        switch (field) {
            case "plan" -> plan = json.getText();
            case "system" -> system = json.getText();
            case "seed" -> seed = json.getText();
            case "environment" -> environment = json.getText();
            case "profile" -> profile = json.getText();
            case "plantedFlaws" -> flaws();
            case "durationMs" -> durationMillis = json.getLongValue();
            case "notRun" -> notRun();
            case "repeated" -> repeated();
            default -> json.skipChildren();
        }
    }

    private void notRun() throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            SortedMap<String, String> texts = new TreeMap<>();
            Set<Claim> mustBreak = EnumSet.noneOf(Claim.class);
            fields(field -> {
                if (field.equals("mustBreak")) {
                    claimIds(mustBreak);
                } else {
                    texts.put(field, json.getText());
                }
            });
            notRun.add(new NotRun(
                    texts.getOrDefault("name", ""),
                    texts.getOrDefault("role", "").equals("control"),
                    mustBreak,
                    texts.getOrDefault("why", "")));
        }
    }

    private void repeated() throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            SortedMap<String, String> texts = new TreeMap<>();
            List<String> runs = new ArrayList<>();
            List<Shrunk> shrunk = new ArrayList<>();
            fields(field -> {
                switch (field) {
                    case "runs" -> strings(runs);
                    case "shrunk" -> shrunk.add(shrunk());
                    default -> texts.put(field, json.getText());
                }
            });
            repeated.add(new Repeated(
                    texts.getOrDefault("configuration", ""),
                    Integer.parseInt(texts.getOrDefault("violated", "0")),
                    runs,
                    shrunk.stream().findFirst()));
        }
    }

    private Shrunk shrunk() throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        List<String> enough = new ArrayList<>();
        fields(field -> {
            if (field.equals("enough")) {
                strings(enough);
            } else {
                texts.put(field, json.getText());
            }
        });
        return new Shrunk(
                Integer.parseInt(texts.getOrDefault("faults", "0")),
                enough,
                Boolean.parseBoolean(texts.getOrDefault("least", "false")));
    }

    private void strings(List<String> into) throws IOException {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            into.add(json.getText());
        }
    }

    private void claimIds(Set<Claim> into) throws IOException {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            Claim.of(json.getText()).ifPresent(into::add);
        }
    }

    private void flaws() throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            SortedMap<String, String> texts = new TreeMap<>();
            fields(field -> texts.put(field, json.getText()));
            planted.put(texts.getOrDefault("id", ""), texts.getOrDefault("description", ""));
        }
    }

    /** One configuration. */
    private final class OfConfiguration {
        private final SortedMap<Claim, String> verdicts = new TreeMap<>();
        private final SortedMap<Claim, Expectation> other = new TreeMap<>();
        private final List<Inside.Sighting> sightings = new ArrayList<>();
        private String name = "";
        private String role = "";
        private String why = "";
        private String hash = "";
        private long virtualNanos;
        private long events;

        StoredRun.Configuration read() throws IOException {
            fields(this::field);
            Optional<Inside> inside = hash.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Inside(hash, Duration.ofNanos(virtualNanos), events, sightings));
            // A control of a result of any version has a reason; whatever else it claims does not count.
            boolean control = role.equals("control") || !why.isEmpty();
            Expectations expectations = new Expectations(other);
            return new StoredRun.Configuration(
                    name,
                    verdicts,
                    control ? Optional.of(why) : Optional.empty(),
                    control
                            ? Expectations.ofControl(
                                    Set.copyOf(expectations.claims(Expectation.BREAKS)), verdicts.keySet())
                            : expectations,
                    inside);
        }

        private void field(String field) throws IOException {
            switch (field) {
                case "name" -> name = json.getText();
                case "role" -> role = json.getText();
                case "why" -> why = json.getText();
                case "mustBreak" -> expected(Expectation.BREAKS);
                case "mayBreak" -> expected(Expectation.MAY_BREAK);
                case "claims" -> claims();
                case "simulated" -> fields(this::simulated);
                default -> json.skipChildren();
            }
        }

        private void expected(Expectation expectation) throws IOException {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                Claim.of(json.getText()).ifPresent(claim -> other.put(claim, expectation));
            }
        }

        private void claims() throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                SortedMap<String, String> texts = new TreeMap<>();
                fields(field -> {
                    if (json.currentToken() == JsonToken.VALUE_STRING) {
                        texts.put(field, json.getText());
                    } else {
                        json.skipChildren();
                    }
                });
                Claim.of(texts.getOrDefault("claim", ""))
                        .ifPresent(claim -> verdicts.put(claim, texts.getOrDefault("verdict", "")));
            }
        }

        private void simulated(String field) throws IOException {
            switch (field) {
                case "hash" -> hash = json.getText();
                case "virtualNanos" -> virtualNanos = json.getLongValue();
                case "events" -> events = json.getLongValue();
                case "sightings" -> sightings();
                default -> json.skipChildren();
            }
        }

        private void sightings() throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                SortedMap<String, String> texts = new TreeMap<>();
                fields(field -> texts.put(field, json.getText()));
                sightings.add(new Inside.Sighting(
                        texts.getOrDefault("layer", ""),
                        texts.getOrDefault("id", ""),
                        texts.getOrDefault("evidence", ""),
                        Duration.ofNanos(Long.parseLong(texts.getOrDefault("atNanos", "0")))));
            }
        }
    }
}
