package io.waybill.server.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The page of metrics as somebody read it. */
record MetricsReader(String page) {

    static MetricsReader read(String at) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://" + at + "/metrics").toURL().openConnection();
        try (var body = connection.getInputStream()) {
            return new MetricsReader(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    /** Returns a value; not a number where it is not there. */
    double value(String sample) {
        return Arrays.stream(page.split("\n", -1))
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
