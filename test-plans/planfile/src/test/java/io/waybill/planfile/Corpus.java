package io.waybill.planfile;

import io.waybill.planfile.PlanFile.Reading;
import io.waybill.planfile.tree.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans, good and bad. */
final class Corpus {

    /** Who sees what is wrong with a plan. */
    enum Seen {
        /** The schema and who reads the plan. */
        SCHEMA,
        /** Only who reads the plan: a schema cannot say it. */
        READING,
        /** Only who reads the file: what is wrong as YAML never gets as far as a schema. */
        YAML,
        /** Only who reads the plan, because nothing can carry it out yet. */
        LATER
    }

    /**
     * A bad plan.
     *
     * @param expected how what is said of it begins, after the name of the file
     */
    record Bad(String title, Seen seen, String expected, String text) {
        @Override
        public String toString() {
            return title;
        }
    }

    static final List<String> GOOD = List.of("smallest.yaml", "matrix.yaml", "every-fault.yaml", "configurations.yaml");

    private Corpus() {}

    static String good(String name) {
        return resource("/plans/good/" + name);
    }

    static List<Bad> bad() {
        List<Bad> all = new ArrayList<>();
        for (String part : resource("/plans/bad-plans.txt").split("(?m)^==== ", -1)) {
            if (part.startsWith("#")) {
                continue;
            }
            int end = part.indexOf('\n');
            String[] title = part.substring(0, end).split(" \\| ", 3);
            Seen seen = Seen.valueOf(title[1].toUpperCase(java.util.Locale.ROOT));
            all.add(new Bad(title[0], seen, title[2], part.substring(end + 1)));
        }
        return all;
    }

    static String resource(String name) {
        try (InputStream in = Corpus.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static Reading read(String text) {
        return read(text, Changes.NONE);
    }

    static Reading read(String text, Changes changes) {
        return PlanFile.read(
                Source.of("plan.yaml", text), new Sources(Path.of("."), name -> Optional.empty()), changes);
    }
}
