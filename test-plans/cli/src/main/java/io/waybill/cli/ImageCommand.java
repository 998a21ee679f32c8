package io.waybill.cli;

import io.waybill.container.Engine;
import io.waybill.container.EngineUnavailableException;
import io.waybill.image.ImageEngine;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill image}: what containers of clusters are made of. */
@Command(
        name = "image",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Builds, shows and removes the images that clusters in containers run. A run builds what it needs.")
final class ImageCommand implements Runnable {

    private static final int INDENT = 2;
    private static final int NAME_WIDTH = 42;
    private static final int ID_WIDTH = 16;
    private static final double BYTES_OF_A_MEGABYTE = 1e6;
    private static final int ID_DIGITS = 12;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    /**
     * Returns the engine that has the images.
     *
     * @throws EngineUnavailableException where there is none; the message says what to do
     */
    static ImageEngine engine() {
        return new ImageEngine(Engine.connect().client());
    }

    /** Returns the line of an image; {@code more} is what else there is to say of it. */
    static Line line(String name, String id, long sizeBytes, String more) {
        return Line.indented(INDENT)
                .plus(name, Tone.STRONG)
                .to(INDENT + NAME_WIDTH)
                .plus(shortId(id), Tone.FAINT)
                .to(INDENT + NAME_WIDTH + ID_WIDTH)
                .plus(String.format(Locale.ROOT, "%6.1f MB", sizeBytes / BYTES_OF_A_MEGABYTE))
                .plus("  " + more, Tone.FAINT);
    }

    /** Returns a remark on the line before it. */
    static Line remark(String text) {
        return Line.indented(INDENT).plus(text, Tone.FAINT);
    }

    private static String shortId(String id) {
        String digits = id.substring(id.indexOf(':') + 1);
        return digits.substring(0, Math.min(ID_DIGITS, digits.length()));
    }
}
