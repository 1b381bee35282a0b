package io.seedcore.pool.benchmark.jmh;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Three pools that have done something, with five connections of each held by threads that wait. */
@NullUnmarked // JMH fills it
@State(Scope.Benchmark)
public class WatchedPools {

    static final int POOLS = 3;
    static final int HELD = 5;

    Product product;
    ConnectionPool first;

    /** Both are asked seldom: what is measured by the clock alone would be the interpreter. */
    private static final int CALLS_UNTIL_COMPILED = 3_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> holders = new ArrayList<>();

    @Setup
    public void open() throws IOException, InterruptedException {
        product = Product.open(Address.read(Path.of(System.getProperty(PoolState.ADDRESS_FILE))), POOLS);
        first = product.pool();
        CountDownLatch held = new CountDownLatch(POOLS * HELD);
        for (ConnectionPool pool : product.pools()) {
            for (int number = 0; number < HELD; number++) {
                Thread holder = new Thread(() -> hold(pool, held));
                holder.start();
                holders.add(holder);
            }
        }
        held.await();
        for (int call = 0; call < CALLS_UNTIL_COMPILED; call++) {
            product.page();
            first.activity();
        }
    }

    private void hold(ConnectionPool pool, CountDownLatch held) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            held.countDown();
            over.await();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() throws InterruptedException {
        over.countDown();
        for (Thread holder : holders) {
            holder.join();
        }
        product.close();
    }
}
