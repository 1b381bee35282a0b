package io.seedcore.pool.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContestantsTakePartTest {

    @ParameterizedTest
    @EnumSource
    void everyContestant_lendsConnectionsThatWork(Contestant contestant) throws Exception {
        Address address = Address.of(DevDatabases.shared().postgresql());
        try (OpenPool pool = contestant.open(Terms.healthy(address, 2))) {
            pool.warmUp(2);
            try (Connection connection = pool.dataSource().getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
    }
}
