package io.waybill.server.process;

import java.util.List;

/** A node cannot be started with its configuration. The message has a line for everything that is wrong. */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidConfigException(List<String> problems) {
        super("the configuration is wrong:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
