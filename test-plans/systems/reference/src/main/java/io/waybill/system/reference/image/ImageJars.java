package io.waybill.system.reference.image;

import io.waybill.image.Jar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The jars that a process of ours needs in an image: no more than that, so that an image is small and does not change
 * when the command line does. Each is found by a resource that it alone holds, whether this process runs on jars or on
 * folders of a build.
 */
final class ImageJars {

    private static final Map<String, String> NETTY = Map.of(
            "netty-buffer", "io/netty/buffer/ByteBuf.class",
            "netty-common", "io/netty/util/Version.class",
            "netty-resolver", "io/netty/resolver/AddressResolver.class",
            "netty-transport", "io/netty/channel/Channel.class",
            "netty-transport-classes-epoll", "io/netty/channel/epoll/Epoll.class",
            "netty-transport-native-epoll-arm64", "META-INF/native/libnetty_transport_native_epoll_aarch_64.so",
            "netty-transport-native-epoll-amd64", "META-INF/native/libnetty_transport_native_epoll_x86_64.so",
            "netty-transport-native-unix-common", "io/netty/channel/unix/Socket.class");

    private static final Map<String, String> BROKER_LIBRARIES = Map.of(
            "kafka-clients", "org/apache/kafka/clients/ApiVersions.class",
            "lz4-java", "net/jpountz/lz4/LZ4Factory.class",
            "snappy-java", "org/xerial/snappy/Snappy.class",
            "zstd-jni", "com/github/luben/zstd/Zstd.class",
            "slf4j-api", "org/slf4j/Logger.class",
            "slf4j-nop", "org/slf4j/nop/NOPServiceProvider.class",
            "prometheus-metrics-config", "io/prometheus/metrics/config/PrometheusProperties.class",
            "prometheus-metrics-exposition-textformats",
                    "io/prometheus/metrics/expositionformats/ExpositionFormatWriter.class",
            "prometheus-metrics-model", "io/prometheus/metrics/model/snapshots/MetricSnapshot.class");

    private static final Map<String, String> BROKER = Map.of(
            "waybill-environment", "io/waybill/environment/Clock.class",
            "waybill-raft", "io/waybill/raft/Durability.class",
            "waybill-wire", "io/waybill/wire/ApiOffer.class",
            "waybill-rpc", "io/waybill/rpc/RequestHandler.class",
            "waybill-log", "io/waybill/log/LogCore.class",
            "waybill-broker", "io/waybill/broker/settings/BrokerMutants.class",
            "waybill-client", "io/waybill/client/admin/Admin.class",
            "waybill-server", "io/waybill/server/process/NodeMain.class");

    private static final Map<String, String> PROXIES_LIBRARIES = Map.of(
            "jackson-core", "com/fasterxml/jackson/core/JsonParser.class",
            "netty-codec-base", "io/netty/handler/codec/ByteToMessageDecoder.class",
            "netty-codec-compression", "io/netty/handler/codec/compression/JdkZlibDecoder.class",
            "netty-codec-http", "io/netty/handler/codec/http/HttpObject.class",
            "netty-handler", "io/netty/handler/stream/ChunkedWriteHandler.class",
            "slf4j-api", "org/slf4j/Logger.class",
            "slf4j-nop", "org/slf4j/nop/NOPServiceProvider.class");

    private static final Map<String, String> PROXIES = Map.of(
            "waybill-environment", "io/waybill/environment/Clock.class",
            "waybill-fault", "io/waybill/fault/Capabilities.class",
            "waybill-history", "io/waybill/history/Event.class",
            "waybill-toxiproxy", "io/waybill/toxiproxy/ToxiproxyServer.class");

    /**
     * A sixth of it serves a broker: clients, logins and libraries of others that it carries make up the rest. A test
     * says where it looks classes up by names.
     */
    private static final String TRIMMED = "kafka-clients";

    private ImageJars() {}

    /** Returns those of a broker's node. */
    static List<Jar> ofBroker() {
        return jars(List.of(BROKER, NETTY, BROKER_LIBRARIES));
    }

    /** Returns those of the server of proxies. */
    static List<Jar> ofProxies() {
        return jars(List.of(PROXIES, NETTY, PROXIES_LIBRARIES));
    }

    private static List<Jar> jars(List<Map<String, String>> groups) {
        List<Jar> jars = new ArrayList<>();
        for (Map<String, String> group : groups) {
            new TreeMap<>(group).forEach((name, resource) -> {
                Jar jar = Jar.holding(name, resource);
                jars.add(name.equals(TRIMMED) ? jar.trimmed() : jar);
            });
        }
        return jars;
    }
}
