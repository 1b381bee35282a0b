package io.seedcore.pool.monitoring.interceptor;

import io.seedcore.pool.QueryKind;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.MonitorHealthCheck;
import io.seedcore.pool.monitoring.MonitorQuery;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The methods that an application marks: what is wrong with them, and the series they need. For one thread. */
public final class MonitoredMethods {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** Sets, as a method is met again with each class that inherits it. */
    private final Set<Method> queries = new LinkedHashSet<>();

    private final Set<Method> checks = new LinkedHashSet<>();

    /** Takes note of {@code method}, if it is marked. */
    public void add(Method method) {
        if (method.isAnnotationPresent(MonitorQuery.class)) {
            queries.add(method);
        }
        if (method.isAnnotationPresent(MonitorHealthCheck.class)) {
            checks.add(method);
        }
    }

    /**
     * What is wrong, a message for each mark; empty where nothing is.
     *
     * @param databases the names of those that are configured
     */
    public List<String> problems(Set<String> databases) {
        List<String> problems = new ArrayList<>();
        queries.forEach(method -> check(method, method.getAnnotation(MonitorQuery.class), databases, problems));
        checks.forEach(method -> check(method, method.getAnnotation(MonitorHealthCheck.class), databases, problems));
        return problems;
    }

    private static void check(Method method, MonitorQuery query, Set<String> databases, List<String> problems) {
        String mark = "@MonitorQuery";
        checkDatabase(method, mark, query.database(), databases, problems);
        checkMethod(method, mark, problems);
        if (!TYPE.matcher(query.type()).matches()) {
            problems.add(problem(
                    method,
                    mark,
                    "its type is \"" + query.type() + "\"",
                    "Choose a letter, then up to 63 letters, digits and underscores, all in lower case."));
        } else if (Arrays.stream(QueryKind.values())
                .anyMatch(kind -> kind.label().equals(query.type()))) {
            problems.add(problem(
                    method,
                    mark,
                    "its type \"" + query.type() + "\" is a kind of statement, and those are timed anyway",
                    "Choose a name of its own, such as user_queries."));
        }
        if (isAsynchronous(method) != (query.engine() == EngineType.ASYNC)) {
            problems.add(problem(
                    method,
                    mark,
                    "its engine is " + query.engine() + ", and it returns "
                            + method.getReturnType().getSimpleName(),
                    "ASYNC is for methods that return a CompletionStage, SYNC for all others."));
        }
    }

    private static void check(Method method, MonitorHealthCheck check, Set<String> databases, List<String> problems) {
        String mark = "@MonitorHealthCheck";
        checkDatabase(method, mark, check.database(), databases, problems);
        checkMethod(method, mark, problems);
        if (method.getReturnType() == void.class) {
            problems.add(
                    problem(method, mark, "it returns nothing", "Return what the check found, such as a boolean."));
        }
    }

    private static void checkDatabase(
            Method method, String mark, String database, Set<String> databases, List<String> problems) {
        if (!databases.contains(database)) {
            problems.add(problem(
                    method,
                    mark,
                    "no database named \"" + database + "\" is configured (there are: " + String.join(", ", databases)
                            + ")",
                    "Correct the name, or configure that database."));
        }
    }

    private static void checkMethod(Method method, String mark, List<String> problems) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            problems.add(problem(
                    method,
                    mark,
                    "it is private, static or final, so that no interceptor sees its calls",
                    "Mark a method that other beans can call and a proxy can override."));
        } else if (Modifier.isAbstract(modifiers) || method.getDeclaringClass().isInterface()) {
            problems.add(problem(
                    method,
                    mark,
                    "it is abstract or an interface's, and marks are not inherited by what implements it",
                    "Mark the method of the bean that does the work."));
        }
    }

    private static boolean isAsynchronous(Method method) {
        return CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    private static String problem(Method method, String mark, String what, String advice) {
        return "SCP-610 " + method.getDeclaringClass().getName() + "." + method.getName() + " cannot be monitored with "
                + mark + ": " + what + ". " + advice;
    }

    /** Lets their series be there from the start, at 0. */
    public void declare(MetricsRecorder recorder) {
        for (Method method : queries) {
            MonitorQuery query = method.getAnnotation(MonitorQuery.class);
            recorder.declare(query.database(), query.engine(), query.type());
        }
    }
}
