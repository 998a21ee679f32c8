package io.waybill.cli.doctor;

import io.waybill.container.Engine;
import io.waybill.container.EngineUnavailableException;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageEngine.OurImage;
import java.util.ArrayList;
import java.util.List;

/** The container engine: there, allowed, new enough, with room; and the images of ours that it has. */
final class EngineCheck implements Check {

    @Override
    public List<Finding> look() {
        Engine engine;
        try {
            engine = Engine.connect();
        } catch (EngineUnavailableException e) {
            return List.of(Finding.warning("engine", String.valueOf(e.getMessage())));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fine("engine", engine.version()));
        findings.add(images(new ImageEngine(engine.client())));
        return findings;
    }

    private static Finding images(ImageEngine engine) {
        List<OurImage> ours = engine.ours();
        long bytes = ours.stream().mapToLong(OurImage::sizeBytes).sum();
        return Finding.fine(
                "images",
                ours.isEmpty()
                        ? "none of ours yet: the first run builds them, or waybill image build"
                        : ours.size() + " of ours, " + Sizes.text(bytes));
    }
}
