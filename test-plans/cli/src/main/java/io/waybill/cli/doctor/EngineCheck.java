package io.waybill.cli.doctor;

import io.waybill.container.Engine;
import io.waybill.container.EngineUnavailableException;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageEngine.OurImage;
import io.waybill.image.Images;
import io.waybill.system.reference.image.ProxyImage;
import java.util.List;
import java.util.Optional;

/**
 * The container engine: there, allowed, new enough, with room; the images of ours that it has; and where runs take
 * place for which nobody says it.
 */
final class EngineCheck implements Check {

    private static final String AUTO = "auto";

    private final Subject subject;

    EngineCheck(Subject subject) {
        this.subject = subject;
    }

    @Override
    public List<Finding> look() {
        Engine engine;
        try {
            engine = Engine.connect();
        } catch (EngineUnavailableException e) {
            return List.of(
                    Finding.warning("engine", String.valueOf(e.getMessage())),
                    Finding.fine(AUTO, "runs of our own broker take processes on this machine"));
        }
        return List.of(
                Finding.fine("engine", engine.version()),
                images(new ImageEngine(engine.client())),
                Images.problem()
                        .map(problem -> Finding.warning(AUTO, "runs of our own broker take processes: " + problem))
                        .orElseGet(() -> auto(UsualProxies.problem(engine, subject.cache()))));
    }

    private static Finding auto(Optional<String> whyNotShopifys) {
        return Finding.fine(
                AUTO,
                "runs of our own broker take containers, links through "
                        + whyNotShopifys.map(ProxyImage::instead).orElse("Toxiproxy itself"));
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
