package io.waybill.toxiproxy.differential;

import java.util.ArrayList;
import java.util.List;

/** What the API answers, to what is right and to what is wrong. */
final class ApiScenarios {

    private static final String TOXICS = "/proxies/NAME/toxics";
    private static final String MISSING = "404 {\"error\":\"proxy not found\",\"status\":404}";
    private static final String NO_TOXIC = "404 {\"error\":\"toxic not found\",\"status\":404}";
    private static final String BAD = "400 bad request body";

    private ApiScenarios() {}

    private static Scenario ask(String method, String path, String body, String answer) {
        return Scenario.of(
                method + " " + path + " " + body,
                scene -> {
                    scene.see(scene.http("POST", TOXICS, "{\"type\":\"latency\",\"name\":\"there\"}"));
                    scene.see(scene.http(method, path, body));
                },
                "200",
                answer);
    }

    private static Scenario show(String what, String method, String path, String body, String answer) {
        return Scenario.of(
                what,
                scene -> {
                    scene.http("POST", TOXICS, "{\"type\":\"latency\",\"name\":\"there\",\"toxicity\":0.5}");
                    scene.see(scene.request(method, path, body)
                            .body()
                            .replace("\"Logger\":{},", "")
                            .replace(scene.proxy().getListen(), "LISTEN")
                            .replace(scene.name(), "NAME")
                            .replaceAll("\"127.0.0.1:[0-9]+\"", "\"ADDRESS\""));
                },
                answer);
    }

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(ofProxies());
        all.addAll(ofToxics());
        all.addAll(shown());
        return all;
    }

    private static List<Scenario> ofProxies() {
        return List.of(
                ask("GET", "/proxies", "", "200"),
                ask("GET", "/proxies/nobody", "", MISSING),
                ask("DELETE", "/proxies/nobody", "", MISSING),
                ask("PATCH", "/proxies/nobody", "{}", MISSING),
                ask("POST", "/proxies/nobody/toxics", "nonsense", MISSING),
                ask("GET", "/proxies/nobody/toxics/there", "", MISSING),
                ask("PUT", "/proxies/NAME", "{}", "405"),
                ask("GET", "/nothing", "", "404 404 page not found"),
                ask("GET", "/proxies/", "", "404 404 page not found"),
                ask("POST", "/version", "", "405"),
                ask("GET", "/version", "", "200"),
                ask("POST", "/proxies", "", BAD),
                ask("POST", "/proxies", "{\"name\":", BAD),
                ask("POST", "/proxies", "[]", BAD),
                ask("POST", "/proxies", "{\"name\":5}", BAD),
                ask(
                        "POST",
                        "/proxies",
                        "{\"upstream\":\"a:1\"}",
                        "400 {\"error\":\"missing required field: name\",\"status\":400}"),
                ask(
                        "POST",
                        "/proxies",
                        "{\"name\":\"a\"}",
                        "400 {\"error\":\"missing required field: upstream\",\"status\":400}"),
                ask(
                        "POST",
                        "/proxies",
                        "{\"name\":\"NAME\",\"upstream\":\"a:1\"}",
                        "409 {\"error\":\"proxy already exists\",\"status\":409}"),
                ask(
                        "POST",
                        "/proxies",
                        "{\"name\":\"x\",\"upstream\":\"a:1\",\"listen\":\"nonsense\"}",
                        "500 {\"error\":\"listen tcp: address nonsense: missing port in address\",\"status\":500}"),
                ask("PATCH", "/proxies/NAME", "{\"enabled\":1}", BAD),
                ask("PATCH", "/proxies/NAME", "{}", "200"),
                ask("POST", "/proxies/NAME", "{\"ENABLED\":true} and more", "200"),
                ask("POST", "/populate", "{}", BAD),
                ask("POST", "/populate", "[]", "201"),
                ask("POST", "/populate", "null", "201"));
    }

    private static List<Scenario> ofToxics() {
        return List.of(
                ask("GET", TOXICS, "", "200"),
                ask("GET", TOXICS + "/there", "", "200"),
                ask("GET", TOXICS + "/nobody", "", NO_TOXIC),
                ask("DELETE", TOXICS + "/nobody", "", NO_TOXIC),
                ask("PATCH", TOXICS + "/nobody", "nonsense", NO_TOXIC),
                ask("PATCH", TOXICS + "/there", "nonsense", BAD),
                ask("PATCH", TOXICS + "/there", "{\"toxicity\":\"much\"}", BAD),
                ask("PATCH", TOXICS + "/there", "{\"attributes\":{\"latency\":1.5}}", BAD),
                ask("DELETE", TOXICS + "/there", "", "204"),
                ask(
                        "POST",
                        TOXICS,
                        "{\"type\":\"latency\",\"name\":\"there\",\"stream\":\"upstream\"}",
                        "409 {\"error\":\"toxic already exists\",\"status\":409}"),
                ask("POST", TOXICS, "{\"type\":\"no\"}", "400 {\"error\":\"invalid toxic type\",\"status\":400}"),
                ask("POST", TOXICS, "{}", "400 {\"error\":\"invalid toxic type\",\"status\":400}"),
                ask(
                        "POST",
                        TOXICS,
                        "{\"type\":\"latency\",\"stream\":\"sideways\"}",
                        "400 {\"error\":\"stream was invalid, can be either upstream or downstream\",\"status\":400}"),
                ask("POST", TOXICS, "{\"type\":\"latency\",\"attributes\":{\"latency\":\"5\"}}", BAD),
                ask("POST", TOXICS, "", BAD),
                ask("POST", TOXICS, "{\"type\":\"latency\",\"toxicity\":7,\"attributes\":{\"latency\":-5}}", "200"),
                ask("POST", TOXICS, "{\"type\":\"noop\",\"attributes\":{\"any\":1}}", "200"));
    }

    private static List<Scenario> shown() {
        return List.of(
                show(
                        "a proxy as it is shown",
                        "GET",
                        "/proxies/NAME",
                        "",
                        "{\"name\":\"NAME\",\"listen\":\"LISTEN\",\"upstream\":\"ADDRESS\",\"enabled\":true,\"toxics\":"
                                + "[{\"attributes\":{\"latency\":0,\"jitter\":0},\"name\":\"there\","
                                + "\"type\":\"latency\","
                                + "\"stream\":\"downstream\",\"toxicity\":0.5}]}"),
                show(
                        "a toxic's name and stream as they are by themselves",
                        "POST",
                        TOXICS,
                        "{\"type\":\"slicer\",\"stream\":\"UpStream\",\"attributes\":{\"DELAY\":3,\"what\":1}}",
                        "{\"attributes\":{\"average_size\":0,\"size_variation\":0,\"delay\":3},"
                                + "\"name\":\"slicer_UpStream\",\"type\":\"slicer\","
                                + "\"stream\":\"UpStream\",\"toxicity\":1}"),
                show(
                        "a toxic that is changed",
                        "PATCH",
                        TOXICS + "/there",
                        "{\"toxicity\":1,\"name\":\"x\",\"stream\":\"upstream\",\"attributes\":{\"jitter\":9}}",
                        "{\"attributes\":{\"latency\":0,\"jitter\":9},\"name\":\"there\",\"type\":\"latency\","
                                + "\"stream\":\"downstream\",\"toxicity\":1}"),
                show(
                        "a list without a name",
                        "POST",
                        "/populate",
                        "[{\"name\":\"a\",\"upstream\":\"b:1\"},{\"upstream\":\"c:1\"}]",
                        "{\"error\":\"missing required field: name at proxy 2\",\"status\":400,\"proxies\":null}"),
                show(
                        "a list that changes nothing",
                        "POST",
                        "/populate",
                        "[{\"name\":\"none-yet-NAME\",\"listen\":\"127.0.0.1:0\","
                                + "\"upstream\":\"b:1\",\"enabled\":false}]",
                        "{\"proxies\":[{\"name\":\"none-yet-NAME\",\"listen\":\"ADDRESS\",\"upstream\":\"b:1\","
                                + "\"enabled\":false,\"toxics\":[]}]}"),
                show("nothing to populate", "POST", "/populate", "[]", "{\"proxies\":null}"));
    }
}
