package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.local.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Builds an image twice. */
@EnabledOnOs(OS.LINUX)
final class ReproducibleImageIT {

    /** One for both, so that what is linked for the first serves the second. */
    @TempDir
    private static Path folder;

    /** Linked, packed and laid out anew. */
    @Test
    void the_same_inputs_give_the_same_image() throws IOException, InterruptedException {
        BuiltImage first = build("one", Optional.empty());

        BuiltImage second = build("two", Optional.empty());

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.tar()).hasSameBinaryContentAs(first.tar());
    }

    @Test
    void an_archive_of_classes_is_kept_and_so_is_the_image() throws IOException, InterruptedException {
        BuiltImage first = build("one", Optional.of(ReproducibleImageIT::greet));
        FileTree.remove(folder.resolve("one/images/layers"));
        Files.move(first.tar(), folder.resolve("first.tar"));

        BuiltImage second = build("one", Optional.of((command, directory) -> {
            throw new AssertionError("it was trained again");
        }));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.tar()).hasSameBinaryContentAs(folder.resolve("first.tar"));
    }

    private BuiltImage build(String cache, Optional<Training> training) throws InterruptedException {
        var recipe = new ImageRecipe(
                "waybill/greeting",
                Greeting.class.getName(),
                List.of("-XX:+UseSerialGC"),
                List.of(Jar.holding("greeting", "io/waybill/image/Greeting.class")),
                List.of("java.base"),
                List.of(),
                List.of("world"),
                List.of(),
                training);
        return Images.in(folder.resolve(cache)).write(recipe, Base.scratch(), folder.resolve(cache + ".tar"));
    }

    private static void greet(List<String> command, Path directory) throws InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add("trainer");
        String said = Tool.require(whole, Map.of(), directory, Duration.ofMinutes(1));
        assertThat(said).contains("2026");
    }
}
