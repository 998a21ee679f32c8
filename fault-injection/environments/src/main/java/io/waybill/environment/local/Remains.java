package io.waybill.environment.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
        Path absolute = base.toAbsolutePath();
        for (ProcessHandle orphan : ProcessHandle.allProcesses().toList()) {
            Optional<Path> workspace = workspaceOf(orphan);
            if (workspace.filter(path -> absolute.equals(path.getParent())).isPresent()
                    && Workspace.isAbandoned(workspace.get())) {
                LocalProcess.end(orphan, workspace.get().toString());
            }
        }
        if (!Files.isDirectory(base)) {
            return;
        }
        try (Stream<Path> entries = Files.list(base)) {
            for (Path entry : entries.toList()) {
                if (Workspace.ownerOf(entry).isPresent() && Workspace.isAbandoned(entry)) {
                    Workspace.removeAbandoned(entry);
                }
            }
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
