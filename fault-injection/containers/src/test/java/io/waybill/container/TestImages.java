package io.waybill.container;

import io.waybill.image.ImageEngine;
import io.waybill.image.Images;
import java.nio.file.Path;

/** The image that tests run: Shopify's Toxiproxy, which answers requests and takes a tenth of a second to start. */
final class TestImages {

    private TestImages() {}

    static String toxiproxy(Engine engine, Path cache) throws InterruptedException {
        return Images.in(cache)
                .ensureToxiproxy(new ImageEngine(engine.client()))
                .name();
    }
}
