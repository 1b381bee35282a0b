package io.seedcore.pool.benchmark.transaction;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.fixture.Server;
import io.seedcore.pool.benchmark.transaction.several.SeveralDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a transaction costs in an application server, and one over several databases. */
public final class TransactionComparison implements Comparison {

    @Override
    public String name() {
        return "transaction";
    }

    @Override
    public String question() {
        return "time, round trips and forced writes of @Transactional insert and select, and of a commit in several"
                + " databases";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Consumer<Outcome> several = new SeveralDatabases().measure(effort);
        Outcome outcome = new Outcome();
        Path directory = Files.createTempDirectory("transaction");
        try (Server server = Server.start()) {
            new OneDatabase(server, directory, effort).measure(outcome);
        } finally {
            delete(directory);
        }
        several.accept(outcome);
        return outcome;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
