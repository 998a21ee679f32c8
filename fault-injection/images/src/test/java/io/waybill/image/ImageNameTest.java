package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image is called, and what is said where it cannot be built; on a base that is never asked for. */
final class ImageNameTest {

    private static final Base ELSEWHERE = Base.of("registry.invalid/java:17");

    private final Path folder;

    ImageNameTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_same_inputs_have_the_same_name() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("A.class"), "a");

        String name = name("Main", ELSEWHERE);

        assertThat(name).matches("waybill/sample:[0-9a-f]{12}").isEqualTo(name("Main", ELSEWHERE));
    }

    @Test
    void each_input_changes_the_name() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("A.class"), "a");
        String before = name("Main", ELSEWHERE);
        String otherMain = name("Other", ELSEWHERE);
        String otherBase = name("Main", Base.of("registry.invalid/java:21"));
        Files.writeString(folder.resolve("A.class"), "b");

        String otherClass = name("Main", ELSEWHERE);

        assertThat(List.of(before, otherMain, otherBase, otherClass)).doesNotHaveDuplicates();
    }

    @Test
    void a_base_that_cannot_be_had_is_named_with_what_to_do() throws IOException {
        Files.writeString(folder.resolve("A.class"), "a");
        Path tar = folder.resolve("image.tar");

        assertThatThrownBy(() -> Images.in(folder.resolve("cache")).write(recipe("Main"), ELSEWHERE, tar))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("on registry.invalid/java:17")
                .hasMessageContaining("no address for registry.invalid")
                .hasMessageContaining("--base scratch");
        assertThat(tar).doesNotExist();
    }

    @Test
    void a_base_with_a_name_that_no_image_can_have_is_refused() throws IOException {
        Files.writeString(folder.resolve("A.class"), "a");

        assertThatThrownBy(() -> Images.in(folder.resolve("cache"))
                        .write(recipe("Main"), Base.of("No Such:Name"), folder.resolve("image.tar")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("No Such:Name");
    }

    @Test
    void a_resource_that_no_jar_holds_is_named_with_its_jar() {
        assertThatThrownBy(() -> Jar.holding("netty-buffer", "io/netty/gone/Gone.class"))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "the image needs netty-buffer, but no jar on the class path holds io/netty/gone/Gone.class");
    }

    @Test
    void jars_and_folders_of_classes_are_found_by_what_they_hold() {
        Jar jar = Jar.holding("junit", "org/junit/jupiter/api/Test.class");
        Jar ours = Jar.holding("images", "io/waybill/image/Images.class");

        assertThat(jar.source()).isRegularFile();
        assertThat(jar.isOurs()).isFalse();
        assertThat(ours.source()).exists();
        assertThat(ours.isOurs()).isTrue();
    }

    private String name(String mainClass, Base base) throws InterruptedException {
        try (ImageCache cache = ImageCache.open(folder.resolve("cache"))) {
            return ImageBuilder.of(cache, recipe(mainClass), base).name();
        }
    }

    private ImageRecipe recipe(String mainClass) {
        return new ImageRecipe(
                "waybill/sample",
                mainClass,
                List.of(),
                List.of(new Jar("sample", folder.resolve("A.class"), true, false)),
                List.of("java.base"),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
