package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order the hosts of a list are tried: the one that was right last comes first. Thread-safe. */
final class HostOrder {

    private volatile @Nullable HostAndPort rightLast;

    void right(HostAndPort host) {
        rightLast = host;
    }

    /** All of {@code hosts}; those before the right one, which failed at that time, come last. */
    List<HostAndPort> of(List<HostAndPort> hosts) {
        HostAndPort first = rightLast;
        int at = first == null ? 0 : Math.max(0, hosts.indexOf(first));
        List<HostAndPort> order = new ArrayList<>(hosts.subList(at, hosts.size()));
        order.addAll(hosts.subList(0, at));
        return order;
    }
}
