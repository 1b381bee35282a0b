package io.seedcore.pool.config;

import io.seedcore.pool.PoolException;
import java.util.List;
import java.util.stream.Collectors;

/** The settings are wrong. The message lists everything that is, one line each; nothing was started. */
public final class ConfigurationException extends PoolException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super("SCP-010", message(problems), null);
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order in which it was found. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        return (problems.size() == 1 ? "1 setting is" : problems.size() + " settings are")
                + " wrong. Nothing was started. Correct what is listed and start again:"
                + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
    }
}
