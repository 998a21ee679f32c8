package io.waybill.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as a container.
 *
 * @param name what people call it: {@code n1}
 * @param image what it runs; the engine has it
 * @param arguments what follows the image's entry point
 * @param files its files by their absolute paths, as text, the same at each start
 * @param environment variables of its process, besides those of the image
 * @param folders folders of this machine by the paths at which it finds them, to be read and not written
 * @param data the absolute path of what it stores, which outlives its ends
 * @param disk the folder of this machine in which that is; empty where it is in a volume of the engine's
 * @param log the file on this machine that its output and errors are appended to
 */
public record NodeSpec(
        String name,
        String image,
        List<String> arguments,
        Map<String, String> files,
        Map<String, String> environment,
        Map<String, Path> folders,
        String data,
        Optional<Path> disk,
        Path log) {

    public NodeSpec {
        arguments = List.copyOf(arguments);
        files = Map.copyOf(files);
        environment = Map.copyOf(environment);
        folders = Map.copyOf(folders);
    }
}
