package io.waybill.image;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds one image: knows its inputs, names it by them, and writes it to a file. */
final class ImageBuilder implements Build {

    /** Changes when the same inputs give another image. */
    private static final String FORMAT = "4";

    private static final int TAG_DIGITS = 12;

    private final ImageCache cache;
    private final ImageRecipe recipe;
    private final Base base;
    private final Optional<JavaRuntime> runtime;
    private final String inputs;

    private ImageBuilder(ImageCache cache, ImageRecipe recipe, Base base, Optional<JavaRuntime> runtime) {
        this.cache = cache;
        this.recipe = recipe;
        this.base = base;
        this.runtime = runtime;
        this.inputs = inputs();
    }

    /** Makes one; links the runtime where the base needs one and the cache has none. */
    static ImageBuilder of(ImageCache cache, ImageRecipe recipe, Base base) throws InterruptedException {
        Optional<JavaRuntime> runtime =
                base instanceof Base.Scratch ? Optional.of(JavaRuntime.of(cache, recipe.modules())) : Optional.empty();
        return new ImageBuilder(cache, recipe, base, runtime);
    }

    /** Returns the name, with a tag that is the same for the same inputs. */
    @Override
    public String name() {
        return recipe.name() + ":" + inputs.substring(0, TAG_DIGITS);
    }

    private String inputs() {
        Digest digest = new Digest()
                .text(FORMAT)
                .text(recipe.name())
                .text(recipe.mainClass())
                .texts(recipe.flags())
                .texts(recipe.arguments())
                .text(recipe.ports().toString())
                .text(base.toString())
                .text(recipe.training().isPresent() ? "archive" : "")
                .text(Processor.ofThisJava().architecture())
                .text(runtime.map(JavaRuntime::digest).orElse(""));
        recipe.jars()
                .forEach(jar -> digest.text(jar.name())
                        .text(jar.isTrimmed() ? "trimmed" : "")
                        .content(jar.source()));
        if (runtime.isPresent()) {
            recipe.libraries()
                    .forEach(file ->
                            digest.text(String.valueOf(file.getFileName())).content(file));
        }
        return digest.hex();
    }

    @Override
    public BuiltImage write(Path tar) throws InterruptedException {
        try {
            JibContainerBuilder image = started();
            describe(image);
            addLayers(image);
            return TarFile.write(cache, name(), image, tar);
        } catch (TarFile.BaseException e) {
            throw new ImageException(
                    base.match(
                            () -> "cannot build " + name() + ": " + e.getMessage(),
                            image -> "cannot build " + name() + " on " + image.reference() + ": " + e.getMessage()
                                    + "; name another image with --base, or use --base scratch, which needs no"
                                    + " registry"),
                    e);
        } catch (IOException e) {
            throw new ImageException("cannot build " + name() + ": " + e.getMessage(), e);
        }
    }

    private JibContainerBuilder started() throws TarFile.BaseException {
        return base instanceof Base.Image image ? Registry.from(image.reference()) : Jib.fromScratch();
    }

    private void describe(JibContainerBuilder image) {
        image.setWorkingDirectory(AbsoluteUnixPath.get(LayerPlan.PROGRAM))
                .setUser(LayerPlan.USER + ":" + LayerPlan.USER)
                .setEntrypoint(entrypoint())
                .setProgramArguments(recipe.arguments())
                .setExposedPorts(recipe.ports().stream().map(Port::tcp).collect(Collectors.toSet()))
                .addLabel(Labels.INPUTS, inputs)
                .addLabel(Labels.BASE, base.toString());
        if (runtime.isPresent()) {
            image.addEnvironmentVariable("PATH", JavaRuntime.HOME + "/bin")
                    .addEnvironmentVariable("JAVA_HOME", JavaRuntime.HOME);
        }
    }

    private List<String> entrypoint() {
        List<String> command = new ArrayList<>();
        command.add(runtime.isPresent() ? JavaRuntime.HOME + "/bin/java" : "java");
        command.addAll(recipe.flags());
        if (hasArchive()) {
            command.add("-XX:SharedArchiveFile=" + LayerPlan.PROGRAM + "/" + ClassArchive.FILE);
        }
        command.addAll(List.of("-cp", ClassPath.argument(recipe), recipe.mainClass()));
        return command;
    }

    private void addLayers(JibContainerBuilder image) throws IOException, InterruptedException {
        SystemFiles files = SystemFiles.of(cache);
        ClassPath classPath = ClassPath.of(cache, recipe);
        if (runtime.isPresent()) {
            image.addFileEntriesLayer(LayerPlan.runtime(runtime.get()));
            image.addFileEntriesLayer(LayerPlan.system(files));
            if (!recipe.libraries().isEmpty()) {
                image.addFileEntriesLayer(LayerPlan.libraries(recipe.libraries()));
            }
        }
        image.addFileEntriesLayer(LayerPlan.folders(files));
        image.addFileEntriesLayer(LayerPlan.jars("libraries", classPath.libraries()));
        image.addFileEntriesLayer(LayerPlan.jars("classes", classPath.classes()));
        if (hasArchive()) {
            image.addFileEntriesLayer(LayerPlan.archive(ClassArchive.of(
                    cache,
                    inputs,
                    runtime.orElseThrow(),
                    recipe,
                    classPath,
                    recipe.training().orElseThrow())));
        }
    }

    /** An archive is for one Java, and that of another base is not here. */
    private boolean hasArchive() {
        return runtime.isPresent() && recipe.training().isPresent();
    }
}
