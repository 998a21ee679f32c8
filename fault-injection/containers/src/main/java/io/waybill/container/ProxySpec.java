package io.waybill.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Toxiproxy as a container. It holds an address of the cluster's network; a node may share it, and is reached there.
 *
 * @param name what people call it: {@code links-n1}
 * @param image what it runs: Shopify's, or one that serves the same API
 * @param arguments what follows the image's entry point
 * @param host its number in the cluster's network, 10 to 250
 * @param published which of its ports are reached at which ports of this machine's loopback interface, by the latter;
 *     they stay the same, whatever runs behind them is started and ended
 * @param log the file on this machine that its output and errors are appended to
 */
public record ProxySpec(
        String name, String image, List<String> arguments, int host, Map<Integer, Integer> published, Path log) {

    public ProxySpec {
        arguments = List.copyOf(arguments);
        published = Map.copyOf(new TreeMap<>(published));
    }
}
