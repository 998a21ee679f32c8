package io.waybill.cli;

import io.waybill.image.Base;
import io.waybill.image.BuiltImage;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageRecipe;
import io.waybill.image.ImageRef;
import io.waybill.image.Images;
import io.waybill.report.json.JsonText;
import io.waybill.report.text.Line;
import io.waybill.system.Places;
import io.waybill.system.reference.image.BrokerImage;
import io.waybill.system.reference.image.EmbeddedToxiproxyImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill image build}: an image in the engine, or in a file. */
@Command(
        name = "build",
        description = "Builds the image of our broker, or of a Toxiproxy, unless the engine has it of the same inputs.")
final class ImageBuildCommand implements Callable<Integer> {

    private static final double MILLIS_OF_A_SECOND = 1e3;

    private final Output output;

    @Option(
            names = "--base",
            paramLabel = "BASE",
            description = {
                "What it is built on: scratch (this machine's Java and C library; needs no network), or the name of an"
                        + " image with a Java 17, such as eclipse-temurin:17-jre. Default: scratch."
            })
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--toxiproxy",
            arity = "0..1",
            fallbackValue = "SHOPIFY",
            paramLabel = "SERVER",
            description = "Instead of the broker: shopify (pulled, or else built by Go), or embedded (our own server).")
    private Optional<Server> toxiproxy = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "TAR",
            description = "Writes the image to a file for docker load; needs no engine.")
    private Optional<Path> tar = Optional.empty();

    @Option(names = "--json", description = "Print what was built as JSON instead of text.")
    private boolean isJson;

    /** Whose Toxiproxy. */
    enum Server {
        SHOPIFY,
        EMBEDDED
    }

    /** What was built or found, wherever it is. */
    private record Outcome(String name, String id, long sizeBytes, boolean isNew, Duration took, Optional<Path> tar) {}

    ImageBuildCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        boolean isShopify = toxiproxy.equals(Optional.of(Server.SHOPIFY));
        if (isShopify && base.isPresent()) {
            throw new UsageException(
                    "--base does not go with Shopify's Toxiproxy, which is pulled or built by itself: leave one out");
        }
        Optional<Path> file =
                tar.map(path -> output.terminal().directory().resolve(path).normalize());
        file.ifPresent(ImageBuildCommand::requireFolder);
        Interruption interruption = Interruption.ofThisThread();
        try {
            Images images = Images.in(Places.ofThisUser().cache());
            show(file.isPresent() ? write(images, isShopify, file.get()) : ensure(images, isShopify));
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } finally {
            output.flush();
            interruption.close();
        }
    }

    private static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new UsageException("--output must be a file in a folder that is there, was " + file);
        }
    }

    private Outcome ensure(Images images, boolean isShopify) throws InterruptedException {
        ImageEngine engine = ImageCommand.engine();
        ImageRef image = isShopify ? images.ensureToxiproxy(engine) : images.ensure(recipe(), wantedBase(), engine);
        return new Outcome(image.name(), image.id(), image.sizeBytes(), image.isNew(), image.took(), Optional.empty());
    }

    private Outcome write(Images images, boolean isShopify, Path file) throws InterruptedException {
        long began = System.nanoTime();
        BuiltImage image = isShopify ? images.writeToxiproxy(file) : images.write(recipe(), wantedBase(), file);
        return new Outcome(
                image.name(),
                image.id(),
                image.sizeBytes(),
                true,
                Duration.ofNanos(System.nanoTime() - began),
                Optional.of(file));
    }

    private ImageRecipe recipe() {
        return toxiproxy.isPresent() ? EmbeddedToxiproxyImage.recipe() : BrokerImage.recipe();
    }

    private Base wantedBase() {
        try {
            return base.map(Base::of).orElseGet(Base::scratch);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--base: " + e.getMessage());
        }
    }

    private void show(Outcome outcome) {
        if (isJson) {
            output.raw(json(outcome));
            return;
        }
        String where = outcome.tar().map(file -> ", in " + file).orElse("");
        String took = String.format(Locale.ROOT, "%.1f s", outcome.took().toMillis() / MILLIS_OF_A_SECOND);
        List<Line> lines = new ArrayList<>(List.of(
                Line.EMPTY,
                ImageCommand.line(
                        outcome.name(),
                        outcome.id(),
                        outcome.sizeBytes(),
                        (outcome.isNew() ? "built in " : "was there, ") + took + where)));
        if (toxiproxy.isEmpty()) {
            lines.add(ImageCommand.remark(
                    hasClocks()
                            ? "with libfaketime, so that the clocks of its nodes can be wrong"
                            : "without libfaketime, so that no clock of its nodes can be wrong"));
        }
        output.result(lines);
    }

    /**
     * Returns whether nodes of the image can have clocks of their own; a library of this machine is for its own base.
     */
    private boolean hasClocks() {
        return toxiproxy.isEmpty()
                && wantedBase() instanceof Base.Scratch
                && !recipe().libraries().isEmpty();
    }

    private String json(Outcome outcome) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("name", outcome.name());
            json.writeStringField("id", outcome.id());
            json.writeNumberField("sizeBytes", outcome.sizeBytes());
            json.writeBooleanField("built", outcome.isNew());
            json.writeNumberField("millis", outcome.took().toMillis());
            if (toxiproxy.isEmpty()) {
                json.writeBooleanField("clocks", hasClocks());
            }
            if (outcome.tar().isPresent()) {
                json.writeStringField("tar", outcome.tar().get().toString());
            }
            json.writeEndObject();
        });
    }
}
