package io.seedcore.pool.neo4j.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.neo4j.bolt.connection.BoltConnection;
import org.neo4j.bolt.connection.BoltConnectionSource;
import org.neo4j.bolt.connection.RoutedBoltConnectionParameters;

/** Where a driver's sessions get their connections; says more than the driver when there is none. */
final class AdvisedSource implements BoltConnectionSource<RoutedBoltConnectionParameters> {

    private final BoltConnectionSource<RoutedBoltConnectionParameters> delegate;
    private final AcquisitionAdvice advice;

    AdvisedSource(BoltConnectionSource<RoutedBoltConnectionParameters> delegate, AcquisitionAdvice advice) {
        this.delegate = delegate;
        this.advice = advice;
    }

    @Override
    public CompletionStage<BoltConnection> getConnection() {
        return advised(delegate.getConnection());
    }

    @Override
    public CompletionStage<BoltConnection> getConnection(RoutedBoltConnectionParameters parameters) {
        return advised(delegate.getConnection(parameters));
    }

    @Override
    public CompletionStage<Void> verifyConnectivity() {
        return advised(delegate.verifyConnectivity());
    }

    @Override
    public CompletionStage<Boolean> supportsMultiDb() {
        return advised(delegate.supportsMultiDb());
    }

    @Override
    public CompletionStage<Boolean> supportsSessionAuth() {
        return advised(delegate.supportsSessionAuth());
    }

    @Override
    public CompletionStage<Void> close() {
        return delegate.close();
    }

    private <T> CompletionStage<T> advised(CompletionStage<T> result) {
        return result.exceptionallyCompose(failure -> CompletableFuture.failedStage(advice.on(failure)));
    }
}
