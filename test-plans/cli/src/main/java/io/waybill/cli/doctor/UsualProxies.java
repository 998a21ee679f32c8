package io.waybill.cli.doctor;

import io.waybill.container.Engine;
import io.waybill.image.ImageEngine;
import io.waybill.image.Images;
import java.nio.file.Path;
import java.util.Optional;

/** Which server of proxies containers get on this machine where nobody says. */
public final class UsualProxies {

    private UsualProxies() {}

    /**
     * Returns why it is not Shopify's, as far as can be seen within a second; empty where that is worth trying.
     *
     * @param cache where fetched things are kept
     * @throws io.waybill.container.EngineUnavailableException where there is no engine
     */
    public static Optional<String> problem(Path cache) {
        return problem(Engine.connect(), cache);
    }

    static Optional<String> problem(Engine engine, Path cache) {
        return Images.in(cache).toxiproxyProblem(new ImageEngine(engine.client()));
    }
}
