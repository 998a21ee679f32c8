package io.waybill.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTextTest {

    static Stream<String> good() {
        return Corpus.GOOD.stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void what_is_written_is_read_as_the_same_plan_and_written_the_same(String name) {
        Plan plan = Corpus.read(Corpus.good(name)).plan();

        String once = PlanText.of(plan);
        Plan again = Corpus.read(once).plan();

        assertThat(again).isEqualTo(plan.withProfiles(List.of()));
        assertThat(PlanText.of(again)).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_seed_is_written_as_people_say_it(String name) {
        Changes seeded = new Changes(Optional.empty(), List.of(), OptionalLong.of(0x5eed2f9cL));

        String text = PlanText.of(Corpus.read(Corpus.good(name), seeded).plan());

        assertThat(text).contains("\nseed: 0x5eed2f9c\n");
        assertThat(Corpus.read(text).plan().conduct().seed()).hasValue(0x5eed2f9cL);
    }
}
