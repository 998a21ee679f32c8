package io.waybill.environment.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process.
 *
 * @param name what people call it: {@code n1}
 * @param program the program to run, for example a path to {@code java}
 * @param arguments its arguments; a Java program's mark is put before them
 * @param environment variables set besides those of this process
 * @param directory its working directory
 * @param log the file that its output and errors are appended to
 */
public record ProcessSpec(
        String name, Path program, List<String> arguments, Map<String, String> environment, Path directory, Path log) {

    public ProcessSpec {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
