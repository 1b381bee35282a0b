package io.seedcore.pool.benchmark.transaction.several;

import com.mysql.cj.jdbc.MysqlXADataSource;
import io.seedcore.pool.dev.DevDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.postgresql.xa.PGXADataSource;

/**
 * Two-phase commit as textbooks have it, by hand and so with nothing besides: prepare everybody, force the decision into a
 * log on local disk, commit everybody. On the drivers' XA connections, which are kept.
 */
final class TwoPhaseCommits implements Commits {

    private final List<Branch> branches;
    private final Path file;
    private final FileChannel log;

    /** One database's connection, and what commits on it. */
    private record Branch(XAConnection physical, Connection connection, XAResource resource) {

        static Branch of(XAConnection physical) throws SQLException {
            return new Branch(physical, physical.getConnection(), physical.getXAResource());
        }
    }

    TwoPhaseCommits(Endpoint postgresql, Endpoint mysql) throws SQLException, IOException {
        this.branches = List.of(Branch.of(postgresql(postgresql)), Branch.of(mysql(mysql)));
        this.file = Files.createTempFile("decisions", ".log");
        this.log = FileChannel.open(file, StandardOpenOption.WRITE);
    }

    private static XAConnection postgresql(Endpoint endpoint) throws SQLException {
        DevDatabase database = endpoint.database();
        PGXADataSource driver = new PGXADataSource();
        driver.setUrl(endpoint.jdbcUrl());
        return driver.getXAConnection(database.user(), database.password());
    }

    private static XAConnection mysql(Endpoint endpoint) throws SQLException {
        DevDatabase database = endpoint.database();
        MysqlXADataSource driver = new MysqlXADataSource();
        driver.setUrl(endpoint.jdbcUrl());
        return driver.getXAConnection(database.user(), database.password());
    }

    @Override
    public void run(long id) throws SQLException, XAException, IOException {
        for (int number = 0; number < branches.size(); number++) {
            Branch branch = branches.get(number);
            BranchName name = new BranchName(id, number);
            branch.resource().start(name, XAResource.TMNOFLAGS);
            Rows.insert(branch.connection(), id);
            branch.resource().end(name, XAResource.TMSUCCESS);
        }
        for (int number = 0; number < branches.size(); number++) {
            branches.get(number).resource().prepare(new BranchName(id, number));
        }
        log.write(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
        log.force(false);
        for (int number = 0; number < branches.size(); number++) {
            branches.get(number).resource().commit(new BranchName(id, number), false);
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        for (Branch branch : branches) {
            branch.physical().close();
        }
        log.close();
        Files.delete(file);
    }
}
