package io.waybill.cli.doctor;

import io.waybill.system.kafka.KafkaSystem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Apache Kafka as a system under test: fetched, or to be fetched with Maven. */
final class KafkaCheck implements Check {

    private final Subject subject;

    KafkaCheck(Subject subject) {
        this.subject = subject;
    }

    @Override
    public List<Finding> look() {
        KafkaSystem kafka = new KafkaSystem();
        if (KafkaSystem.isFetched(subject.cache())) {
            return List.of(Finding.fine("kafka " + kafka.version(), "fetched, in " + subject.cache()));
        }
        Optional<Path> maven = onPath("mvn", System.getenv().getOrDefault("PATH", ""));
        return List.of(maven.map(path ->
                        Finding.fine("kafka " + kafka.version(), "not here yet: the first run fetches it with " + path))
                .orElseGet(() -> Finding.warning(
                        "kafka " + kafka.version(),
                        "not here yet, and no mvn on the PATH to fetch it with",
                        "install Maven 3.8.7 or newer; --system reference needs none")));
    }

    static Optional<Path> onPath(String command, String path) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
