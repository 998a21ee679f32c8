package io.waybill.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What kcat, the command line of librdkafka, is made to do. */
final class KcatChecks {

    private static final String LINES =
            IntStream.range(0, 100).mapToObj(i -> "k" + i + ":v" + i + "\n").collect(Collectors.joining());

    private final String bootstrap;
    private final String run = "kcat-" + ProcessHandle.current().pid() + "-";

    KcatChecks(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    Map<String, Callable<Void>> all() {
        Map<String, Callable<Void>> checks = new TreeMap<>();
        for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
            checks.put("what goes in as " + codec + " comes out", () -> roundTrip(codec));
        }
        checks.put("the cluster is listed", this::list);
        checks.put("offsets are asked for", this::query);
        checks.put("an idempotent producer is given an id", this::idempotent);
        checks.put("a member of a group is refused", this::group);
        return checks;
    }

    private Command.Result kcat(String input, String... words) throws Exception {
        var all = new ArrayList<>(List.of("kcat", "-b", bootstrap));
        all.addAll(List.of(words));
        return new Command(all, input, Map.of()).run();
    }

    private void produce(String topic, String... settings) throws Exception {
        var words = new ArrayList<>(List.of("-P", "-t", topic, "-p", "0", "-K:"));
        words.addAll(List.of(settings));
        var produced = kcat(LINES, words.toArray(String[]::new));
        assertThat(produced.code()).as(produced.err()).isZero();
    }

    private Void roundTrip(String codec) throws Exception {
        produce(run + codec, "-z", codec);

        var read = kcat("", "-C", "-t", run + codec, "-p", "0", "-o", "beginning", "-c", "100", "-q", "-f", "%k:%s\\n");

        assertThat(read.out()).isEqualTo(LINES);
        return null;
    }

    private Void list() throws Exception {
        produce(run + "list");

        var listed = kcat("", "-L", "-t", run + "list");

        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("topic \"" + run + "list\" with 1 partitions", "(controller)", "leader");
        return null;
    }

    private Void query() throws Exception {
        produce(run + "query", "-X", "topic.request.required.acks=all");

        assertThat(kcat("", "-Q", "-t", run + "query:0:-2").out()).contains("offset 0");
        assertThat(kcat("", "-Q", "-t", run + "query:0:-1").out()).contains("offset 100");
        return null;
    }

    private Void idempotent() throws Exception {
        produce(run + "idempotent", "-X", "enable.idempotence=true");

        var last = kcat("", "-C", "-t", run + "idempotent", "-p", "0", "-o", "99", "-c", "1", "-q", "-f", "%o %k %s");

        assertThat(last.out()).isEqualTo("99 k99 v99");
        return null;
    }

    private Void group() throws Exception {
        var member = kcat("", "-G", "g", run + "list");

        assertThat(member.code()).isNotZero();
        assertThat(member.err()).contains("this broker has no consumer groups");
        return null;
    }
}
