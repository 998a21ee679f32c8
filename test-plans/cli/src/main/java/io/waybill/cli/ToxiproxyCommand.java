package io.waybill.cli;

import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.ToxiproxySettings;
import io.waybill.toxiproxy.api.ProxyList;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.ProxyView;
import io.waybill.toxiproxy.proxy.RefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill toxiproxy}: our server of proxies as a process, until Ctrl-C. */
@Command(
        name = "toxiproxy",
        description = "Serves Toxiproxy's API, for its clients: proxies that delay, cut and break connections.")
final class ToxiproxyCommand implements Callable<Integer> {

    private static final int INDENT = 2;

    private final Output output;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "Where the API is served. Default: ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8474",
            paramLabel = "P",
            description = "The API's port; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Proxies to begin with: a JSON list, as for Toxiproxy's POST /populate.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "From which jitter, sizes and toxicity are drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    ToxiproxyCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        ToxiproxySettings settings = settings();
        List<ProxyRequest> wanted = wanted();
        Interruption interruption = Interruption.ofThisThread();
        try (ToxiproxyServer server = ToxiproxyServer.start(settings)) {
            show(server.address(), populate(server, wanted));
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw new UsageException(e.getMessage() + "; choose another with --host and --port");
        } finally {
            interruption.close();
        }
    }

    private ToxiproxySettings settings() {
        try {
            return ToxiproxySettings.local(seed).at(host, port);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    private List<ProxyRequest> wanted() {
        if (config.isEmpty()) {
            return List.of();
        }
        Path file = output.terminal().directory().resolve(config.get());
        try {
            return ProxyList.of(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("--config: cannot read " + config.get() + ": " + e.getMessage());
        } catch (RefusedException e) {
            throw new UsageException("--config: " + config.get() + ": " + e.text());
        }
    }

    private List<ProxyView> populate(ToxiproxyServer server, List<ProxyRequest> proxies) {
        Proxies.Populated populated = server.ask((all, answer) -> all.populate(proxies, answer));
        RefusedException problem = populated.problem();
        if (problem != null) {
            throw new UsageException("--config: proxy \""
                    + proxies.get(populated.proxies().size()).name() + "\": " + problem.text());
        }
        return populated.proxies();
    }

    private void show(InetSocketAddress address, List<ProxyView> proxies) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY);
        lines.add(Line.indented(INDENT)
                .plus("✓ READY", Tone.HOLDS)
                .plus("  " + proxies.size() + (proxies.size() == 1 ? " proxy" : " proxies")));
        lines.add(Line.EMPTY);
        lines.add(Line.indented(INDENT)
                .plus("api        ", Tone.FAINT)
                .plus("http://" + address.getHostString() + ":" + address.getPort()));
        for (ProxyView proxy : proxies) {
            lines.add(Line.indented(INDENT)
                    .plus("proxy      ", Tone.FAINT)
                    .plus(proxy.name() + "  " + proxy.listen() + " → " + proxy.upstream())
                    .plus(proxy.enabled() ? "" : "  (disabled)", Tone.FAINT));
        }
        lines.add(Line.indented(INDENT).plus("seed       ", Tone.FAINT).plus(String.valueOf(seed)));
        lines.add(Line.indented(INDENT).plus("stop       ", Tone.FAINT).plus("Ctrl-C"));
        output.result(lines);
        output.flush();
    }
}
