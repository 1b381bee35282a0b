package io.seedcore.pool.internal;

import io.seedcore.pool.activity.Caller;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the application's own code in a stack. */
final class Callers {

    private static final List<String> NOT_THE_APPLICATION = List.of(
            "io.seedcore.pool.internal.",
            "io.seedcore.pool.jakarta.internal.",
            "com.zaxxer.",
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "jakarta.",
            "org.hibernate.",
            "org.postgresql.",
            "com.mysql.",
            "org.mariadb.",
            "org.glassfish.",
            "com.sun.",
            "fish.payara.",
            "org.jboss.");

    /** What CDI puts round a bean has the bean's name, and more. */
    private static final String PROXY = "$$_";

    /** The compiler's name for the body of a lambda. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

    private static final Caller ENDED = new Caller("", "a thread that ended");
    private static final Caller AT_REST = new Caller("", "a thread at rest");

    private Callers() {}

    /** The innermost method that is the application's. */
    static Caller of(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (isOfTheApplication(frame.getClassName())) {
                return new Caller(frame.getClassName(), method(frame.getMethodName()));
            }
        }
        return stack.length == 0 ? ENDED : AT_REST;
    }

    private static boolean isOfTheApplication(String type) {
        return !type.contains(PROXY) && NOT_THE_APPLICATION.stream().noneMatch(type::startsWith);
    }

    private static String method(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        return lambda.matches() ? lambda.group(1) : name;
    }
}
