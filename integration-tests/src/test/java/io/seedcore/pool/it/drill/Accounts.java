package io.seedcore.pool.it.drill;

import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.neo4j.driver.Transaction;

/** Accounts of which each of three databases keeps its own copy. What a transfer moves follows from its id. */
final class Accounts {
    private static final int NUMBER = 200;
    private static final long OPENING = 1_000;
    private static final int MOST = 50;
    private static final List<String> RELATIONAL = List.of("postgresql", "mysql");

    private final long seed;

    Accounts(long seed) {
        this.seed = seed;
    }

    /** From one account to another; {@code low} is the one with the smaller number, so that nobody waits in a circle. */
    record Transfer(long low, long high, long change) {}

    Transfer transfer(long id) {
        Random random = new Random(seed * 1_000_003 + id);
        int low = random.nextInt(NUMBER - 1);
        int high = low + 1 + random.nextInt(NUMBER - 1 - low);
        int amount = 1 + random.nextInt(MOST);
        return new Transfer(low, high, random.nextBoolean() ? amount : -amount);
    }

    void open(AtomicBooks books) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int account = 0; account < NUMBER; account++) {
            rows.append(account == 0 ? "" : ",")
                    .append("(")
                    .append(account)
                    .append(",")
                    .append(OPENING)
                    .append(")");
        }
        for (DevDatabaseKind kind : List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL)) {
            books.execute(kind, "create table drill_account (id bigint primary key, balance bigint not null)");
            books.execute(kind, "insert into drill_account values " + rows);
        }
        books.execute(
                DevDatabaseKind.NEO4J, "CREATE CONSTRAINT FOR (account:DrillAccount) REQUIRE account.id IS UNIQUE");
        books.execute(
                DevDatabaseKind.NEO4J,
                "UNWIND range(0, " + (NUMBER - 1) + ") AS id CREATE (:DrillAccount {id: id, balance: " + OPENING
                        + "})");
    }

    /** One database after the other, in the same order for all: deadlocks across databases are seen by nobody. */
    void write(AtomicTransaction transaction, long id) throws SQLException {
        Transfer transfer = transfer(id);
        for (String database : RELATIONAL) {
            Connection connection = transaction.connection(database);
            // A branch in doubt keeps its locks until recovery comes.
            Databases.execute(
                    connection,
                    database.equals("mysql")
                            ? "set session innodb_lock_wait_timeout = 3"
                            : "set local lock_timeout = '3s'");
            Databases.execute(connection, change(transfer.low(), transfer.change()));
            Databases.execute(connection, change(transfer.high(), -transfer.change()));
            Databases.execute(connection, "insert into drill_atomic values (" + id + ")");
        }
        Transaction graph = transaction.use("neo4j", Transaction.class);
        graph.run(
                        "MATCH (low:DrillAccount {id: $low}) SET low.balance = low.balance + $change"
                                + " WITH low MATCH (high:DrillAccount {id: $high})"
                                + " SET high.balance = high.balance - $change CREATE (:DrillAtomic {id: $id})",
                        Map.of("low", transfer.low(), "high", transfer.high(), "change", transfer.change(), "id", id))
                .consume();
    }

    private static String change(long account, long by) {
        return "update drill_account set balance = balance + (" + by + ") where id = " + account;
    }

    /** Compares each balance with what the transfers that stand in the same database make of it. */
    void judge(AtomicBooks books, Map<DevDatabaseKind, Set<Long>> stored, Findings findings) throws SQLException {
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            Map<Long, Long> expected = new HashMap<>();
            for (long account = 0; account < NUMBER; account++) {
                expected.put(account, OPENING);
            }
            for (long id : stored.getOrDefault(kind, Set.of())) {
                Transfer transfer = transfer(id);
                expected.merge(transfer.low(), transfer.change(), Long::sum);
                expected.merge(transfer.high(), -transfer.change(), Long::sum);
            }
            Map<Long, Long> found = books.numbers(
                    kind,
                    kind == DevDatabaseKind.NEO4J
                            ? "MATCH (account:DrillAccount) RETURN account.id, account.balance"
                            : "select id, balance from drill_account");
            expected.forEach((account, balance) -> {
                if (!balance.equals(found.get(account))) {
                    findings.wrong(
                            "unbalanced",
                            kind + ": account " + account + " holds " + found.get(account) + ", and its transfers make "
                                    + balance);
                }
            });
        }
    }
}
