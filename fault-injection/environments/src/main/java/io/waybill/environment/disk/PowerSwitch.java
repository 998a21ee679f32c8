package io.waybill.environment.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who can make ext4 stop at once, without writing what it still holds ({@code EXT4_IOC_SHUTDOWN} with
 * {@code EXT4_GOING_FLAGS_NOLOGFLUSH}, in Linux's {@code fs/ext4/ext4.h}): the JDK has no {@code ioctl}, others have.
 */
enum PowerSwitch {
    PERL("perl") {
        @Override
        String[] command(Path mountPoint) {
            return new String[] {
                "perl",
                "-e",
                "open(my $d, '<', $ARGV[0]) or die \"$!\\n\"; my $how = pack('L', 2);"
                        + " ioctl($d, 0x8004587D, $how) or die \"$!\\n\";",
                mountPoint.toString()
            };
        }
    },
    PYTHON("python3") {
        @Override
        String[] command(Path mountPoint) {
            return new String[] {
                "python3",
                "-c",
                "import fcntl, os, struct, sys;"
                        + "fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))",
                mountPoint.toString()
            };
        }
    },
    XFS_IO("xfs_io") {
        @Override
        String[] command(Path mountPoint) {
            return new String[] {"xfs_io", "-x", "-c", "shutdown", mountPoint.toString()};
        }
    };

    private final String program;

    PowerSwitch(String program) {
        this.program = program;
    }

    abstract String[] command(Path mountPoint);

    /** Returns the first that this machine has. */
    static Optional<PowerSwitch> here() {
        return Arrays.stream(values())
                .filter(each -> SearchPath.has(each.program))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(each -> each.program).collect(Collectors.joining(", "));
    }

    void cut(Path mountPoint) throws IOException {
        Command.run(command(mountPoint));
    }
}
