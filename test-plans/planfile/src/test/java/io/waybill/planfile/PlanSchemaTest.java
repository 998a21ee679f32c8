package io.waybill.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.planfile.Corpus.Bad;
import io.waybill.planfile.Corpus.Seen;
import io.waybill.planfile.PlanFile.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schema and the reading of plans accept and refuse the same, but for what a schema cannot say. */
class PlanSchemaTest {

    private static final Path PUBLISHED = Path.of("../../docs/schema/plan-1.json");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PlanSchema.json(), InputFormat.JSON);

    static Stream<String> good() {
        return Corpus.GOOD.stream();
    }

    static Stream<Bad> bad() {
        return Corpus.bad().stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_plan_is_accepted_by_both(String name) {
        Reading reading = Corpus.read(Corpus.good(name));

        assertThat(reading).isInstanceOf(Reading.Read.class);
        assertThat(complaints(Corpus.good(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_plan_is_refused_by_both_where_a_schema_can_say_it(Bad bad) {
        Reading reading = Corpus.read(bad.text());

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(((Reading.Refused) reading).problems())
                .extracting(Object::toString)
                .anySatisfy(problem -> assertThat(problem).startsWith("plan.yaml:" + bad.expected()));
        if (bad.seen() != Seen.YAML) {
            assertThat(complaints(bad.text()).isEmpty()).isEqualTo(bad.seen() != Seen.SCHEMA);
        }
    }

    @Test
    void the_example_of_what_is_to_come_is_accepted_by_the_schema_and_refused_for_what_is_not_there_yet() {
        String text = Corpus.resource("/plans/later/eos-under-fire.yaml");

        Reading reading = Corpus.read(text);

        assertThat(complaints(text)).isEmpty();
        assertThat(((Reading.Refused) reading).problems())
                .hasSizeGreaterThan(5)
                .allSatisfy(problem ->
                        assertThat(problem.what()).containsAnyOf("not supported yet", "a fault begins in one way"));
    }

    /** After a change that is meant, write it anew: {@code ./waybill plan schema > docs/schema/plan-1.json}. */
    @Test
    void the_published_schema_is_the_one_that_is_made() throws IOException {
        assertThat(Files.readString(PUBLISHED, StandardCharsets.UTF_8)).isEqualTo(PlanSchema.json());
    }

    private static List<String> complaints(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(true)
                .build();
        Object value = new Load(settings).loadFromString(yaml);
        return SCHEMA.validate(Json.of(value), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }
}
