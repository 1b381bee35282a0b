package io.seedcore.pool.jakarta.internal.cdi;

import io.seedcore.pool.PoolException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in plain words why injection points get nothing, and what to set. */
final class UnservedNeeds {

    private static final String TWICE =
            "another extension of the application makes such a bean, too, and nothing tells the"
                    + " two apart. Give one of them another qualifier, or name the database with @Database.";

    private final List<Offer> offers;
    private final ApplicationBeans ours;
    private final ApplicationBeans others;

    UnservedNeeds(List<Offer> offers, ApplicationBeans ours, ApplicationBeans others) {
        this.offers = offers;
        this.ours = ours;
        this.others = others;
    }

    /** One report on all of these that get nothing; empty where all are served, or are none of our business. */
    Optional<PoolException> report(Collection<Need> needs) {
        List<String> lines = needs.stream()
                .flatMap(need -> explain(need).stream())
                .distinct()
                .sorted()
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(report(lines));
    }

    private static PoolException report(List<String> lines) {
        PoolException report = new PoolException(
                "SCP-310",
                "these injection points get nothing:"
                        + lines.stream().map("\n  "::concat).collect(Collectors.joining()),
                null);
        // Where in this library it was noticed helps nobody, and servers print it several times.
        report.setStackTrace(new StackTraceElement[0]);
        return report;
    }

    private Optional<String> explain(Need need) {
        return offers.stream()
                .filter(offer -> offer.kind().types().contains(need.type()))
                .findFirst()
                .flatMap(offer -> reason(need, offer))
                .map(reason -> need + ": " + reason);
    }

    private Optional<String> reason(Need need, Offer offer) {
        if (others.have(need.type(), need.qualifier())) {
            return ours.have(need.type(), need.qualifier()) ? Optional.of(TWICE) : Optional.empty();
        }
        return need.database().map(name -> named(name, offer)).orElseGet(() -> unnamed(offer));
    }

    private Optional<String> named(String name, Offer offer) {
        if (offer.names().contains(name)) {
            return Optional.empty();
        }
        boolean otherKind = offers.stream().anyMatch(other -> other.names().contains(name));
        return Optional.of(
                otherKind
                        ? "the database \"" + name + "\" is not a "
                                + offer.kind().kind() + " one. Name one of these: " + list(offer.names()) + "."
                        : "the database \"" + name + "\" is not configured. Set " + variable(name) + ".");
    }

    private static Optional<String> unnamed(Offer offer) {
        if (offer.byDefault().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                offer.names().isEmpty()
                        ? "no " + offer.kind().kind() + " database is configured. Set "
                                + offer.kind().howToConfigure() + "."
                        : "it does not say which database is meant, and there are several: " + list(offer.names())
                                + ". Add @Database(\"" + offer.names().get(0) + "\").");
    }

    private static String variable(String name) {
        return switch (name) {
            case "postgresql" -> "POSTGRES_HOST (or POSTGRES_URL, PG_DSN)";
            case "mysql" -> "MYSQL_HOST (or MYSQL_URL, MYSQL_DSN)";
            case "neo4j" -> "NEO4J_URI";
            default ->
                name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL and add " + name + " to SEEDCORE_DATABASES";
        };
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none is configured" : String.join(", ", names);
    }
}
