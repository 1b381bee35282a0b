package io.seedcore.pool.monitoring.advice;

import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.monitoring.metrics.Reading;
import io.seedcore.pool.sizing.Advice;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import io.seedcore.pool.sizing.ServerRoom.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What one server is to admit: all pools that lead to it, and a reserve for everybody else ({@code max_connections =
 * sum(all pools) + 50}).
 *
 * @param databases those of this application's pools, in their order
 * @param advised connections of these pools at their advised sizes, with the control connections
 * @param set the same at the sizes that are set; empty where one of them has no limit
 * @param elsewhere connections that others have who look like these pools: further members of a cluster
 * @param reserve for administrators, tools and other applications: 50, or what they have and are kept where that is more
 * @param room what the server says
 */
public record ServerAdvice(
        List<String> databases, int advised, OptionalInt set, int elsewhere, int reserve, ServerRoom room) {

    private static final int CONTROL = 1;
    private static final int RESERVE = 50;

    public ServerAdvice {
        databases = List.copyOf(databases);
    }

    /** @param readings of all pools that lead to one server, at least one */
    static ServerAdvice of(List<Reading> readings, Map<String, Advice> advice) {
        List<String> names =
                readings.stream().map(Reading::settings).map(PoolSettings::name).toList();
        int advised = names.stream()
                .map(name -> Objects.requireNonNull(advice.get(name)))
                .mapToInt(ServerAdvice::connections)
                .sum();
        List<Known> known = readings.stream().flatMap(ServerAdvice::known).toList();
        return new ServerAdvice(
                names,
                advised,
                set(readings),
                elsewhere(known),
                reserve(known),
                readings.get(0).server());
    }

    /** Connections that a pool of the advised size opens at most, its control connection included. */
    public static int connections(Advice advice) {
        return advice.poolSize() + advice.maxOverflow() + CONTROL;
    }

    private static Stream<Known> known(Reading reading) {
        return reading.server() instanceof Known known ? Stream.of(known) : Stream.empty();
    }

    private static OptionalInt set(List<Reading> readings) {
        boolean unlimited =
                readings.stream().anyMatch(reading -> reading.stats().maxSize() == Integer.MAX_VALUE);
        return unlimited
                ? OptionalInt.empty()
                : OptionalInt.of(readings.stream()
                        .mapToInt(reading -> reading.stats().maxSize() + CONTROL)
                        .sum());
    }

    /** What was seen at once is compared: what a pool has open changes all the time. */
    private static int elsewhere(List<Known> known) {
        int mine = known.stream().mapToInt(Known::mine).sum();
        return Math.max(0, likeOurs(known) - mine);
    }

    /** Pools that the server cannot tell apart are counted once. */
    private static int likeOurs(List<Known> known) {
        List<Client> counted = new ArrayList<>();
        for (Known each : known) {
            if (counted.stream().noneMatch(each.own()::looksLike)) {
                counted.add(each.own());
            }
        }
        return counted.stream().mapToInt(Client::connections).sum();
    }

    private static int reserve(List<Known> known) {
        return known.stream()
                .mapToInt(each -> each.reserved() + Math.max(0, each.connections() - likeOurs(known)))
                .reduce(RESERVE, Math::max);
    }

    /** {@code max_connections} for the advised sizes. */
    public int atLeast() {
        return advised + elsewhere + reserve;
    }

    /** {@code max_connections} for the sizes that are set; empty where there is no limit. */
    public OptionalInt asSet() {
        return set.isPresent() ? OptionalInt.of(set.getAsInt() + elsewhere + reserve) : set;
    }

    /** Whether the server admits fewer than the sizes that are set ask for; false where either is not known. */
    public boolean isTooSmall() {
        OptionalInt asked = asSet();
        return room instanceof Known known && asked.isPresent() && asked.getAsInt() > known.most();
    }
}
