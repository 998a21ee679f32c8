package io.waybill.cli;

import io.waybill.image.ImageEngine;
import io.waybill.report.text.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill image rm}: gives the engine its space back; images of others are never touched. */
@Command(name = "rm", description = "Removes images that Waybill built: those that are named, or all.")
final class ImageRmCommand implements Callable<Integer> {

    private static final int INDENT = 2;

    private final Output output;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE",
            description = "Names as waybill image list shows them. Default: all of them.")
    private List<String> names = List.of();

    ImageRmCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        ImageEngine engine = ImageCommand.engine();
        List<ImageEngine.OurImage> ours = engine.ours();
        requireOurs(ours);
        List<Line> lines = new ArrayList<>();
        for (ImageEngine.OurImage image : ours) {
            if (names.isEmpty() || names.contains(image.name())) {
                engine.remove(image);
                lines.add(Line.indented(INDENT).plus("removed " + image.name()));
            }
        }
        output.result(lines.isEmpty() ? List.of(Line.indented(INDENT).plus("there were none")) : lines);
        return ExitCode.OK;
    }

    private void requireOurs(List<ImageEngine.OurImage> ours) {
        List<String> others = names.stream()
                .filter(name -> ours.stream().noneMatch(image -> image.name().equals(name)))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException("not an image of ours: " + String.join(", ", others)
                    + "; waybill image list shows them. Nothing was removed.");
        }
    }
}
