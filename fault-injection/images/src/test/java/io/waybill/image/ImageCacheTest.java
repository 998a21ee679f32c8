package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageCacheTest {

    private final Path folder;

    ImageCacheTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void what_is_there_is_not_made_again() throws InterruptedException {
        try (ImageCache cache = ImageCache.open(folder)) {
            Path made = cache.get("thing", "1", draft -> Files.writeString(draft, "first"));

            Path again = cache.get("thing", "1", draft -> Files.writeString(draft, "second"));

            assertThat(again).isEqualTo(made).hasContent("first");
        }
    }

    @Test
    void what_was_not_made_to_the_end_is_neither_found_nor_kept() throws InterruptedException {
        try (ImageCache cache = ImageCache.open(folder)) {
            assertThatThrownBy(() -> cache.get("thing", "1", draft -> {
                        Files.createDirectories(draft);
                        throw new ImageException("no");
                    }))
                    .isInstanceOf(ImageException.class);
        }

        try (ImageCache cache = ImageCache.open(folder)) {
            assertThat(folder).isDirectoryNotContaining("glob:**draft-*");
            assertThat(cache.get("thing", "1", draft -> Files.writeString(draft, "whole")))
                    .hasContent("whole");
        }
    }

    @Test
    void what_was_used_last_is_kept_and_the_rest_has_a_bound() throws Exception {
        try (ImageCache cache = ImageCache.open(folder)) {
            for (int i = 0; i < 9; i++) {
                Path made = cache.get("classes", "key" + i, draft -> Files.createDirectories(draft.resolve("in")));
                Files.setLastModifiedTime(made, FileTime.fromMillis(1_000 * (i + 1)));
            }
            cache.get("classes", "key0", draft -> {
                throw new AssertionError("it was there");
            });
        }

        assertThat(folder).isDirectoryContaining("glob:**classes-key0").isDirectoryContaining("glob:**classes-key8");
        assertThat(folder.toFile().list((directory, name) -> name.startsWith("classes-")))
                .hasSize(6)
                .doesNotContain("classes-key1", "classes-key2", "classes-key3");
        assertThat(folder).isDirectoryNotContaining("glob:**draft-*");
    }

    @Test
    void a_build_keeps_all_that_it_has_used_itself() throws Exception {
        List<Path> jars = new ArrayList<>();
        try (ImageCache cache = ImageCache.open(folder)) {
            for (int i = 0; i < 100; i++) {
                Path old = cache.get("jar", "old" + i, draft -> Files.writeString(draft, "old"));
                Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
            }
            for (int i = 0; i < 60; i++) {
                jars.add(cache.get("jar", "new" + i, draft -> Files.writeString(draft, "new")));
            }
        }

        assertThat(jars).allSatisfy(jar -> assertThat(jar).exists());
        assertThat(folder.toFile().list((directory, name) -> name.startsWith("jar-")))
                .hasSize(120);
    }

    @Test
    void layers_are_removed_when_they_are_too_much_and_not_before() throws Exception {
        Path few = Files.createDirectories(folder.resolve("bases")).resolve("layer");
        Path many = Files.createDirectories(folder.resolve("layers")).resolve("layer");
        Files.writeString(few, "small");
        try (FileChannel sparse = FileChannel.open(
                many, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            sparse.write(ByteBuffer.wrap(new byte[1]), 600L << 20);
        }

        ImageCache.open(folder).close();

        assertThat(few).exists();
        assertThat(many.getParent()).doesNotExist();
    }

    @Test
    void one_that_cannot_be_opened_keeps_nobody_out() throws Exception {
        try (FileChannel other =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> ImageCache.open(folder)).isInstanceOf(ImageException.class);
        }
        FutureTask<Path> opened = new FutureTask<>(() -> {
            try (ImageCache cache = ImageCache.open(folder)) {
                return cache.get("thing", "1", draft -> Files.writeString(draft, "whole"));
            }
        });

        new Thread(opened, "another builder").start();

        assertThat(opened.get(30, TimeUnit.SECONDS)).hasContent("whole");
    }
}
