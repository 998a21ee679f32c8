package io.waybill.client.config;

import java.util.List;

/** Some configurations of a client are not known or may not have their values. */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Makes one of all problems, a sentence each. */
    public InvalidConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns everything that is wrong, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
