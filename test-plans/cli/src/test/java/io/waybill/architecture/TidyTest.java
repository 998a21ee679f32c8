package io.waybill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tidy rules on this repository. */
final class TidyTest {
    @Test
    void the_repository_is_tidy() {
        var findings = new Tidy(Repository.ofThisBuild()).judge();

        assertThat(findings).as("path:line: what is wrong: what to do").isEmpty();
    }
}
