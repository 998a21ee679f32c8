package io.waybill.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Waybill this is, and what it runs on. */
final class Version implements IVersionProvider {

    /** Returns the version that the jar was built with, or {@code development} where there is no jar. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"waybill " + text() + " (Java " + Runtime.version() + ")"};
    }
}
