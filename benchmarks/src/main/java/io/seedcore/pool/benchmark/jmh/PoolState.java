package io.seedcore.pool.benchmark.jmh;

import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One contestant's pool, all of whose connections are open and idle when measuring begins. */
@NullUnmarked // JMH fills it
@State(Scope.Benchmark)
public class PoolState {

    /** Names the file with the server's address. */
    static final String ADDRESS_FILE = "benchmark.address";

    private static final int SIZE = 10;
    /** On a busy machine JMH's warm-up, which ends by the clock, is over before the compiler is. */
    private static final int CYCLES_UNTIL_COMPILED = 300_000;

    @Param
    public Contestant contestant;

    private OpenPool pool;

    /** What borrowers ask. */
    DataSource dataSource;

    @Setup
    public void open() throws IOException, SQLException {
        Address address = Address.read(Path.of(System.getProperty(ADDRESS_FILE)));
        pool = contestant.open(Terms.healthy(address, SIZE));
        dataSource = pool.dataSource();
        if (contestant != Contestant.RAW) {
            pool.warmUp(SIZE);
            for (int cycle = 0; cycle < CYCLES_UNTIL_COMPILED; cycle++) {
                dataSource.getConnection().close();
            }
        }
    }

    @TearDown
    public void close() {
        pool.close();
    }
}
