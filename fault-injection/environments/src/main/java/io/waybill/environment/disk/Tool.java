package io.waybill.environment.disk;

/** The programs of the system that disks of nodes' own are made with. */
enum Tool {
    MAKE_FILE_SYSTEM("mkfs.ext4", "e2fsprogs"),
    MOUNT("mount", "mount"),
    UNMOUNT("umount", "mount"),
    LOOP("losetup", "mount"),
    RESERVE("fallocate", "util-linux"),
    COPY("cp", "coreutils"),
    SYNC("sync", "coreutils");

    private final String command;
    private final String origin;

    Tool(String command, String origin) {
        this.command = command;
        this.origin = origin;
    }

    String command() {
        return command;
    }

    /** Returns the package of Debian that has it. */
    String origin() {
        return origin;
    }

    boolean isHere() {
        return SearchPath.has(command);
    }
}
