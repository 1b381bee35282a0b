package io.seedcore.pool.internal;

import io.seedcore.pool.activity.Caller;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the application's own code in a stack. */
final class Callers {

    /** Java, this library and what it stands on, drivers, and the servers: Payara, WildFly, Open Liberty, TomEE. */
    private static final List<String> NOT_THE_APPLICATION = List.of(
            "com.ibm.",
            "com.mysql.",
            "com.sun.",
            "com.zaxxer.",
            "fish.payara.",
            "io.openliberty.",
            "io.seedcore.pool.internal.",
            "io.seedcore.pool.jakarta.internal.",
            "io.undertow.",
            "jakarta.",
            "java.",
            "javax.",
            "jdk.",
            "org.apache.",
            "org.eclipse.",
            "org.glassfish.",
            "org.hibernate.",
            "org.jboss.",
            "org.mariadb.",
            "org.neo4j.",
            "org.postgresql.",
            "org.wildfly.",
            "org.xnio.",
            "sun.");

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
