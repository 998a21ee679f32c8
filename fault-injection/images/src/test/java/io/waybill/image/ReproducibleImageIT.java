package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Builds an image twice, the second time without anything of the first: linked, trained and dumped anew. */
@EnabledOnOs(OS.LINUX)
final class ReproducibleImageIT {

    private final Path folder;

    ReproducibleImageIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_same_inputs_give_the_same_image() throws IOException, InterruptedException {
        BuiltImage first = Images.in(folder.resolve("one")).write(recipe(), Base.scratch(), folder.resolve("1.tar"));

        BuiltImage second = Images.in(folder.resolve("two")).write(recipe(), Base.scratch(), folder.resolve("2.tar"));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.tar()).hasSameBinaryContentAs(first.tar());
    }

    private static ImageRecipe recipe() {
        return new ImageRecipe(
                "waybill/greeting",
                Greeting.class.getName(),
                List.of("-XX:+UseSerialGC"),
                List.of(Jar.holding("greeting", "io/waybill/image/Greeting.class")),
                List.of("java.base"),
                List.of("world"),
                List.of(),
                ReproducibleImageIT::greet);
    }

    private static void greet(List<String> command, Path directory) throws InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add("trainer");
        String said = Tool.require(whole, Map.of(), directory, Duration.ofMinutes(1));
        assertThat(said).contains("2026");
    }
}
