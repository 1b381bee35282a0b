package io.seedcore.pool.internal;

import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.activity.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the application's own code in a stack. Thread-safe. */
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

    /** What CDI puts round a bean has the bean's name, and more: {@code Orders$Proxy$_$$_WeldSubclass}. */
    private static final String PROXY = "$$_";

    private static final String WELD = "$Proxy$_$$_Weld";

    /** The compiler's name for the body of a lambda. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

    private static final Caller ENDED = new Caller("", "a thread that ended", null);
    private static final Caller AT_REST = new Caller("", "a thread at rest", null);

    private final BeanClasses beans;

    Callers(BeanClasses beans) {
        this.beans = beans;
    }

    /** The innermost method that is the application's, and the bean that it is of or works for. */
    Caller of(StackTraceElement[] stack) {
        for (int depth = 0; depth < stack.length; depth++) {
            StackTraceElement frame = stack[depth];
            if (isOfTheApplication(frame.getClassName())) {
                return new Caller(frame.getClassName(), method(frame.getMethodName()), bean(stack, depth));
            }
        }
        return stack.length == 0 ? ENDED : AT_REST;
    }

    /** A method that a bean inherits is of another class; then what the container puts round the bean tells. */
    private @Nullable String bean(StackTraceElement[] stack, int from) {
        return Arrays.stream(stack, from, stack.length)
                .map(frame -> withoutProxy(frame.getClassName()))
                .filter(beans::contains)
                .findFirst()
                .orElse(null);
    }

    private static String withoutProxy(String type) {
        int proxy = type.indexOf(WELD);
        return proxy < 0 ? type : type.substring(0, proxy);
    }

    private static boolean isOfTheApplication(String type) {
        return !type.contains(PROXY) && NOT_THE_APPLICATION.stream().noneMatch(type::startsWith);
    }

    private static String method(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        return lambda.matches() ? lambda.group(1) : name;
    }
}
