package io.waybill.toxiproxy.differential;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a scenario has to act with: a proxy of its own before a server of its own, and a list of what it saw. */
final class Scene implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final double NEARLY = 0.85;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InetSocketAddress api;
    private final ToxiproxyClient client;
    private final String name;
    private final ServerSocket upstream;
    private final Proxy proxy;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private long began = System.nanoTime();

    Scene(InetSocketAddress api, String name) throws IOException {
        this.api = api;
        this.client = new ToxiproxyClient("127.0.0.1", api.getPort());
        this.name = name;
        this.upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        upstream.setSoTimeout(PATIENCE_MILLIS);
        this.proxy = client.createProxy(name, "127.0.0.1:0", "127.0.0.1:" + upstream.getLocalPort());
    }

    /** Two sockets, one on each side of the proxy. */
    record Connection(Wire client, Wire server) {

        Wire sender(ToxicDirection direction) {
            return direction == ToxicDirection.UPSTREAM ? client : server;
        }

        Wire receiver(ToxicDirection direction) {
            return direction == ToxicDirection.UPSTREAM ? server : client;
        }
    }

    Proxy proxy() {
        return proxy;
    }

    ToxiproxyClient client() {
        return client;
    }

    String name() {
        return name;
    }

    ServerSocket upstream() {
        return upstream;
    }

    int apiPort() {
        return api.getPort();
    }

    int port() {
        String listen = proxy.getListen();
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }

    Wire dial() throws IOException {
        return dial(port());
    }

    Wire dial(int port) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new Wire(socket);
    }

    /** Returns what a new connection meets. */
    String knock() throws IOException {
        try {
            dial();
            return "connected";
        } catch (ConnectException e) {
            return "refused";
        }
    }

    Wire accept() throws IOException {
        Socket socket = upstream.accept();
        sockets.add(socket);
        return new Wire(socket);
    }

    Connection connect() throws IOException {
        Wire dialled = dial();
        return new Connection(dialled, accept());
    }

    /** A connection over which something went both ways. */
    Connection established() throws IOException {
        Connection connection = connect();
        connection.client().send("!");
        connection.server().read(1);
        connection.server().send("!");
        connection.client().read(1);
        return connection;
    }

    void see(String what) {
        seen.add(what);
    }

    List<String> seen() {
        return seen;
    }

    interface Reading {
        String read() throws IOException;
    }

    /** From here on time is counted. */
    void start() {
        began = System.nanoTime();
    }

    /** Sees what is read, and that it was not there before its time, counted from the last start. */
    void seeLate(long millis, Reading reading) throws IOException {
        String read = reading.read();
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        see(read + (took >= NEARLY * millis ? " late" : " early, after " + took + " ms"));
    }

    /** Sees what is read, and that it did not take anything like a time. */
    void seeBefore(long millis, Reading reading) throws IOException {
        start();
        String read = reading.read();
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        see(read + (took < millis ? " soon" : " late, after " + took + " ms"));
    }

    /** Returns the status and, where it is an error, its words up to what each server says in its own. */
    String http(String method, String path, String body) throws IOException {
        HttpResponse<String> response = request(method, path, body);
        String text = response.body().strip();
        if (response.statusCode() < 300) {
            return String.valueOf(response.statusCode());
        }
        int own = text.indexOf("bad request body");
        if (own >= 0) {
            text = text.substring(own, own + "bad request body".length());
        }
        return (response.statusCode() + " " + text.replace(name, "NAME")).strip();
    }

    HttpResponse<String> request(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + api.getPort() + path.replace("NAME", name)))
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace("NAME", name)))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        upstream.close();
        if (client.getProxyOrNull(name) != null) {
            proxy.delete();
        }
    }
}
