package io.waybill.system.reference.image;

import io.waybill.image.Base;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageException;
import io.waybill.image.Images;
import io.waybill.system.ProxyServer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The image of the server of proxies that a run's containers get. Where nobody chose one it is Shopify's, and our own
 * where that cannot be had; whether it can is found out once, because that may take minutes. Used by one thread at a
 * time.
 */
public final class ProxyImage {

    private ProxyServer server;

    /** Makes one of what was asked for. */
    public ProxyImage(ProxyServer asked) {
        this.server = asked;
    }

    /** Where images come from. Each method returns a name, and throws {@link ImageException} where there is none. */
    interface Source {

        /** Returns why Shopify's is not worth trying; empty where it is. */
        Optional<String> problem();

        String shopifys() throws InterruptedException;

        String ours() throws InterruptedException;
    }

    /**
     * Makes sure that an engine has it, and returns its name.
     *
     * @param progress is told, in words, where it is another one than the first choice
     * @throws ImageException where what was asked for cannot be had
     */
    public String ensure(Images images, ImageEngine engine, Consumer<String> progress) throws InterruptedException {
        return ensure(
                new Source() {
                    @Override
                    public Optional<String> problem() {
                        return images.toxiproxyProblem(engine);
                    }

                    @Override
                    public String shopifys() throws InterruptedException {
                        return images.ensureToxiproxy(engine).name();
                    }

                    @Override
                    public String ours() throws InterruptedException {
                        return images.ensure(EmbeddedToxiproxyImage.recipe(), Base.scratch(), engine)
                                .name();
                    }
                },
                progress);
    }

    String ensure(Source source, Consumer<String> progress) throws InterruptedException {
        return switch (server) {
            case SHOPIFY -> source.shopifys();
            case EMBEDDED -> source.ours();
            case USUAL -> ensureUsual(source, progress);
        };
    }

    private String ensureUsual(Source source, Consumer<String> progress) throws InterruptedException {
        Optional<String> problem = source.problem();
        if (problem.isEmpty()) {
            try {
                String name = source.shopifys();
                server = ProxyServer.SHOPIFY;
                return name;
            } catch (ImageException e) {
                problem = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        progress.accept(instead(problem.orElseThrow()));
        server = ProxyServer.EMBEDDED;
        return source.ours();
    }

    /**
     * Returns the words for the second choice.
     *
     * @param why what is in the way of the first one
     */
    public static String instead(String why) {
        return "our own server of Toxiproxy's API, because Toxiproxy's image cannot be had: " + why;
    }
}
