package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.checker.Claim;
import io.waybill.runner.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run that is kept: what its {@code result.json} says of it.
 *
 * @param directory where it is kept
 * @param plan the plan's name, or an empty text
 * @param system the system under test, or an empty text
 * @param seed the seed, or an empty text
 * @param verdict the word of the whole; {@code unfinished} where there is no result
 * @param headline the verdict in a sentence, or an empty text
 * @param durationMillis from its start to its end
 * @param configurations the configurations that were judged
 */
record StoredRun(
        RunDirectory directory,
        String plan,
        String system,
        String seed,
        String verdict,
        String headline,
        long durationMillis,
        List<Configuration> configurations) {

    /** The name of the file that a finished run has. */
    static final String RESULT = "result.json";

    /**
     * A judged configuration.
     *
     * @param claims the claims that were judged
     * @param mustBreak empty where it is no control
     */
    record Configuration(String name, Set<Claim> claims, Set<Claim> mustBreak, String why) {}

    /** Returns its name. */
    String id() {
        return String.valueOf(directory.path().getFileName());
    }

    /** Reads a run's directory. */
    static StoredRun read(Path path) throws IOException {
        RunDirectory directory = new RunDirectory(path);
        Path result = path.resolve(RESULT);
        if (Files.notExists(result)) {
            return unfinished(directory);
        }
        Reading reading = new Reading();
        try (JsonParser json = new JsonFactory().createParser(result.toFile())) {
            json.nextToken();
            reading.result(json);
        } catch (JsonProcessingException e) {
            throw new UsageException(result + ":" + e.getLocation().getLineNr() + ": it is damaged ("
                    + e.getOriginalMessage() + "): remove it, and the run is judged anew from its histories");
        }
        return new StoredRun(
                directory,
                reading.plan,
                reading.system,
                reading.seed,
                reading.verdict,
                reading.headline,
                reading.durationMillis,
                reading.configurations);
    }

    private static StoredRun unfinished(RunDirectory directory) {
        List<Configuration> configurations = directory.configurations().stream()
                .map(name -> new Configuration(name, Set.of(), Set.of(), ""))
                .toList();
        return new StoredRun(directory, "", "", "", "unfinished", "", 0, configurations);
    }

    /** Returns the run of that name or in that directory, if there is one. */
    static Optional<StoredRun> find(Path store, Path directory, String nameOrPath) throws IOException {
        Path named = store.resolve(nameOrPath);
        Path path = directory.resolve(nameOrPath);
        for (Path each : List.of(named, path)) {
            if (Files.isDirectory(each)
                    && (Files.exists(each.resolve(RESULT))
                            || !new RunDirectory(each).configurations().isEmpty())) {
                return Optional.of(read(each));
            }
        }
        return Optional.empty();
    }

    /** Takes from a result what a list or a second judgement needs; whatever else there is, is skipped. */
    private static final class Reading {
        private String plan = "";
        private String system = "";
        private String seed = "";
        private String verdict = "";
        private String headline = "";
        private long durationMillis;
        private final List<Configuration> configurations = new ArrayList<>();

        void result(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "verdict" -> verdict = json.getText();
                    case "headline" -> headline = json.getText();
                    case "run" -> run(json);
                    case "configurations" -> configurations(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void run(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "plan" -> plan = json.getText();
                    case "system" -> system = json.getText();
                    case "seed" -> seed = json.getText();
                    case "durationMs" -> durationMillis = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
        }

        private void configurations(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                configurations.add(configuration(json));
            }
        }

        private static Configuration configuration(JsonParser json) throws IOException {
            String name = "";
            String why = "";
            Set<Claim> claims = EnumSet.noneOf(Claim.class);
            Set<Claim> mustBreak = EnumSet.noneOf(Claim.class);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "name" -> name = json.getText();
                    case "why" -> why = json.getText();
                    case "mustBreak" -> names(json, mustBreak);
                    case "claims" -> verdicts(json, claims);
                    default -> json.skipChildren();
                }
            }
            return new Configuration(name, claims, mustBreak, why);
        }

        private static void names(JsonParser json, Set<Claim> claims) throws IOException {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                Claim.of(json.getText()).ifPresent(claims::add);
            }
        }

        private static void verdicts(JsonParser json, Set<Claim> claims) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    if (field.equals("claim")) {
                        Claim.of(json.getText()).ifPresent(claims::add);
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
    }
}
