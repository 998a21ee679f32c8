package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
