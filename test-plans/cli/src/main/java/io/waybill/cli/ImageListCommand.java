package io.waybill.cli;

import io.waybill.image.ImageEngine;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code waybill image list}: the images of ours that the engine has. */
@Command(name = "list", description = "Shows the images that Waybill built and the engine has.")
final class ImageListCommand implements Callable<Integer> {

    private static final int INDENT = 2;

    private final Output output;

    ImageListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        List<ImageEngine.OurImage> images = ImageCommand.engine().ours();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY);
        images.forEach(image ->
                lines.add(ImageCommand.line(image.name(), image.id(), image.sizeBytes(), "on " + image.base())));
        if (images.isEmpty()) {
            lines.add(Line.indented(INDENT).plus("none; waybill image build makes one", Tone.FAINT));
        }
        output.result(lines);
        return ExitCode.OK;
    }
}
