package io.waybill.environment.conformance;

import static io.waybill.environment.conformance.LinkChecks.text;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Environment;
import java.util.List;
import java.util.function.Consumer;

/** What disks promise. */
final class DiskChecks {

    private DiskChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("a file is read as it was written, in the order in which it was asked", DiskChecks::order),
                new Check("a read gives what there is, and not more", DiskChecks::reads),
                new Check("the size of a file counts what was asked for", DiskChecks::size),
                new Check("a file that is closed does what it was asked for and no more", DiskChecks::closed),
                new Check("files are created, listed, renamed and deleted", DiskChecks::names),
                new Check("who renames what is not there hears of it", DiskChecks::missing),
                new Check("names that do not fit are refused", DiskChecks::badNames),
                new Check("all shards have the same disk", DiskChecks::shared),
                new Check("what was written is there after a kill", DiskChecks::kill),
                new Check("what was synced is there after a power cut", DiskChecks::powerCut),
                new Check("a file that was synced with its folder keeps its name", DiskChecks::renamedAndCut));
    }

    private static void order(Stage stage) {
        open(stage, (environment, file) -> {
            append(stage, file, "one");
            append(stage, file, "two");
            read(stage, file, 0, 100);
            truncate(stage, file, 3);
            append(stage, file, "three");
            read(stage, file, 0, 100);
            sync(stage, file);
        });

        stage.mustNote(
                "append one", "append two", "read onetwo", "truncate 3", "append three", "read onethree", "sync");
    }

    private static void reads(Stage stage) {
        open(stage, (environment, file) -> {
            append(stage, file, "0123456789");
            read(stage, file, 2, 3);
            read(stage, file, 8, 5);
            read(stage, file, 10, 1);
            read(stage, file, 99, 1);
            read(stage, file, 0, 0);
        });

        stage.mustNote("append 0123456789", "read 234", "read 89", "read ", "read ", "read ");
    }

    private static void size(Stage stage) {
        open(stage, (environment, file) -> {
            file.append(text("12345"), () -> stage.note("appended, size " + file.size()), failed(stage));
            stage.note("size " + file.size());
            file.truncate(2, () -> stage.note("truncated"), failed(stage));
            stage.note("size " + file.size());
        });

        stage.mustNote("size 5", "size 2", "appended, size 2", "truncated");
    }

    private static void closed(Stage stage) {
        open(stage, (environment, file) -> {
            append(stage, file, "one");
            file.close();
            append(stage, file, "two");
            environment.disk().open("file", again -> read(stage, again, 0, 100), failed(stage));
        });

        stage.runUntil("read one");
        stage.runUntil("failed CLOSED");
        stage.must(stage.hasNoted("append one"), "what was asked for before the file was closed must be done");
    }

    private static void names(Stage stage) {
        stage.add(0, environment -> {
            Disk disk = environment.disk();
            create(
                    stage,
                    disk,
                    "b",
                    () -> create(
                            stage,
                            disk,
                            "a",
                            () -> create(stage, disk, "c", () -> {
                                list(stage, disk);
                                disk.rename("c", "a", () -> stage.note("renamed"), failed(stage));
                                list(stage, disk);
                                disk.delete("b", () -> stage.note("deleted"), failed(stage));
                                disk.delete("never", () -> stage.note("deleted nothing"), failed(stage));
                                disk.syncDirectory(() -> list(stage, disk), failed(stage));
                                disk.open("a", file -> read(stage, file, 0, 9), failed(stage));
                            })));
        });

        stage.runUntil("files [a]");
        stage.runUntil("read c");
        for (String note : List.of("files [a, b, c]", "renamed", "deleted", "deleted nothing")) {
            stage.must(stage.hasNoted(note), "must be noted: " + note);
        }
    }

    private static void missing(Stage stage) {
        stage.add(
                0,
                environment ->
                        environment.disk().rename("missing", "other", () -> stage.note("renamed"), failed(stage)));

        stage.mustNote("failed NOT_FOUND");
    }

    private static void badNames(Stage stage) {
        List<String> names = List.of("", ".", "..", ".hidden", "a/b", "a b", "ä", "a\\b", "x".repeat(256));
        stage.add(0, environment -> {
            for (String name : names) {
                try {
                    environment.disk().open(name, file -> stage.note("opened"), failed(stage));
                    stage.note("taken: " + name);
                } catch (IllegalArgumentException e) {
                    stage.note("refused");
                }
            }
            create(stage, environment.disk(), "x".repeat(255), () -> stage.note("the longest name fits"));
            create(stage, environment.disk(), "A-z_0.9", () -> stage.note("every sign fits"));
        });

        stage.runUntil("the longest name fits");
        stage.runUntil("every sign fits");
        long refused = stage.notes().stream().filter("refused"::equals).count();
        stage.must(refused == names.size(), "every name that does not fit must be refused");
    }

    private static void shared(Stage stage) {
        stage.add(0, 2, environment -> {
            Disk disk = environment.disk();
            if (environment.shards().self() == 0) {
                create(stage, disk, "file", () -> environment.shards().post(1, () -> stage.note("told")));
            } else {
                environment
                        .timers()
                        .after(
                                500 * Stage.MILLISECOND,
                                () -> disk.open("file", file -> read(stage, file, 0, 100), failed(stage)));
            }
        });

        stage.mustNote("told", "read file");
    }

    private static void kill(Stage stage) {
        stage.add(0, environment -> {
            if (environment.incarnation() == 0) {
                create(stage, environment.disk(), "file", () -> stage.note("written"));
            } else {
                environment.disk().open("file", file -> read(stage, file, 0, 100), failed(stage));
            }
        });
        stage.runUntil("written");

        stage.kill(0);
        stage.start(0);

        stage.runUntil("read file");
    }

    private static void powerCut(Stage stage) {
        stage.add(0, environment -> {
            if (environment.incarnation() == 0) {
                environment
                        .disk()
                        .open(
                                "file",
                                file -> {
                                    file.append(text("synced"), () -> {}, failed(stage));
                                    file.sync(
                                            () -> environment
                                                    .disk()
                                                    .syncDirectory(
                                                            () -> file.append(
                                                                    text("lost?"),
                                                                    () -> stage.note("written"),
                                                                    failed(stage)),
                                                            failed(stage)),
                                            failed(stage));
                                },
                                failed(stage));
            } else {
                environment.disk().open("file", file -> read(stage, file, 0, 6), failed(stage));
            }
        });
        stage.runUntil("written");

        if (stage.cutPower(0)) {
            stage.start(0);
            stage.runUntil("read synced");
        }
    }

    private static void renamedAndCut(Stage stage) {
        stage.add(0, environment -> {
            Disk disk = environment.disk();
            if (environment.incarnation() == 0) {
                disk.open(
                        "new",
                        file -> {
                            file.append(text("content"), () -> {}, failed(stage));
                            file.sync(
                                    () -> {
                                        file.close();
                                        disk.rename(
                                                "new",
                                                "final",
                                                () -> disk.syncDirectory(() -> stage.note("durable"), failed(stage)),
                                                failed(stage));
                                    },
                                    failed(stage));
                        },
                        failed(stage));
            } else {
                list(stage, disk);
                disk.open("final", file -> read(stage, file, 0, 100), failed(stage));
            }
        });
        stage.runUntil("durable");

        if (stage.cutPower(0)) {
            stage.start(0);
            stage.runUntil("read content");
            stage.must(stage.hasNoted("files [final]"), "only the new name may be there");
        }
    }

    /** What is done with a file that is open. */
    private interface Use {
        void use(Environment environment, DiskFile file);
    }

    private static void open(Stage stage, Use use) {
        stage.add(0, environment -> environment.disk().open("file", file -> use.use(environment, file), failed(stage)));
    }

    /** Creates a file whose content is its name. */
    private static void create(Stage stage, Disk disk, String name, Runnable then) {
        Consumer<DiskFile> fill = file -> file.append(
                text(name),
                () -> {
                    file.close();
                    then.run();
                },
                failed(stage));
        disk.open(name, fill, failed(stage));
    }

    private static void list(Stage stage, Disk disk) {
        disk.list(names -> stage.note("files " + names), failed(stage));
    }

    private static void append(Stage stage, DiskFile file, String text) {
        file.append(text(text), () -> stage.note("append " + text), failed(stage));
    }

    private static void read(Stage stage, DiskFile file, long position, int length) {
        file.read(position, length, bytes -> stage.note("read " + text(bytes)), failed(stage));
    }

    private static void truncate(Stage stage, DiskFile file, long size) {
        file.truncate(size, () -> stage.note("truncate " + size), failed(stage));
    }

    private static void sync(Stage stage, DiskFile file) {
        file.sync(() -> stage.note("sync"), failed(stage));
    }

    private static Disk.OnFailure failed(Stage stage) {
        return failure -> stage.note("failed " + failure.kind());
    }
}
