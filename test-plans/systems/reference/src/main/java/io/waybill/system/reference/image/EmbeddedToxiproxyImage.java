package io.waybill.system.reference.image;

import io.waybill.image.ImageRecipe;
import io.waybill.toxiproxy.process.ToxiproxyMain;
import java.util.List;
import java.util.Optional;

/**
 * The image of our own server of proxies. Like Shopify's it serves its API at port 8474 of all addresses where the
 * container's command says nothing else, so Testcontainers' {@code ToxiproxyContainer} runs it too.
 */
public final class EmbeddedToxiproxyImage {

    /** Its name, without a tag. */
    public static final String NAME = "waybill/toxiproxy-embedded";

    private static final int API_PORT = 8474;

    /** No more than it needs: it holds back at most 256 MiB outside the heap. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms16m",
            "-Xmx128m",
            "-XX:MaxDirectMemorySize=384m",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Dfile.encoding=UTF-8",
            "-Dio.netty.jfr.enabled=false");

    private EmbeddedToxiproxyImage() {}

    /** Returns what is in the image, of the classes of this process. */
    public static ImageRecipe recipe() {
        return new ImageRecipe(
                NAME,
                ToxiproxyMain.class.getName(),
                FLAGS,
                ImageJars.ofProxies(),
                BrokerImage.MODULES,
                List.of(),
                List.of("-host=0.0.0.0"),
                List.of(API_PORT),
                Optional.of(new LocalTraining(
                        "toxiproxy", processes -> List.of("-host=127.0.0.1", "-port=" + processes.reservePort()))));
    }
}
