package io.waybill.environment.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What killed harnesses left behind: child processes that carry a workspace's mark, and workspaces. */
final class Remains {

    /** The first argument of every child: a system property that names its workspace, and with it its owner. */
    private static final String MARK = "-Dwaybill.workspace=";

    private Remains() {}

    /**
     * Ends every process that carries the mark of an abandoned workspace under {@code base}, and then removes those
     * workspaces. Touches nothing of an owner that may be alive, and nothing without a mark.
     */
    static void sweep(Path base) throws IOException {
        for (ProcessHandle orphan : ProcessHandle.allProcesses().toList()) {
            Optional<Path> workspace = abandonedOf(orphan, base);
            if (workspace.isPresent()) {
                LocalProcess.end(orphan, workspace.get().toString());
            }
        }
        for (Path workspace : abandonedIn(base)) {
            Workspace.removeAbandoned(workspace);
        }
    }

    /** Returns the workspaces that a sweep would remove something of, in the order of their names. Touches nothing. */
    static List<Path> abandoned(Path base) throws IOException {
        Set<Path> all = new TreeSet<>();
        ProcessHandle.allProcesses()
                .flatMap(each -> abandonedOf(each, base).stream())
                .forEach(all::add);
        abandonedIn(base.toAbsolutePath()).stream().filter(Workspace::isOwned).forEach(all::add);
        return List.copyOf(all);
    }

    private static Optional<Path> abandonedOf(ProcessHandle process, Path base) {
        return workspaceOf(process)
                .filter(path -> base.toAbsolutePath().equals(path.getParent()))
                .filter(Workspace::isAbandoned);
    }

    private static List<Path> abandonedIn(Path base) throws IOException {
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(base)) {
            return entries.filter(entry -> Workspace.ownerOf(entry).isPresent())
                    .filter(Workspace::isAbandoned)
                    .toList();
        }
    }

    /** Returns the mark of a workspace: its place as a URI, which has no spaces that a command line would blur. */
    static String markOf(Path workspace) {
        return MARK + workspace.toAbsolutePath().toUri();
    }

    /** Returns the workspace that a process is marked with; empty for every process that is not a harness's child. */
    static Optional<Path> workspaceOf(ProcessHandle process) {
        // Not the list of arguments: the JDK gives none at all where the command line is longer than a page.
        String line = process.info().commandLine().orElse("");
        int start = line.indexOf(" " + MARK);
        if (start < 0) {
            return Optional.empty();
        }
        String value = line.substring(start + 1 + MARK.length()).split(" ", 2)[0];
        try {
            return Optional.of(Path.of(URI.create(value)));
        } catch (IllegalArgumentException | FileSystemNotFoundException cutShortOrForeign) {
            return Optional.empty();
        }
    }
}
