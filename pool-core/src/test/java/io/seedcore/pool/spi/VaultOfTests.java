package io.seedcore.pool.spi;

import java.util.Optional;

/** Found by the service loader in all tests; knows one pool that no other test has. */
public final class VaultOfTests implements CredentialsProvider {

    static final String POOL = "pool-of-the-vault";

    @Override
    public Optional<Credentials> credentials(String pool) {
        return pool.equals(POOL) ? Optional.of(Credentials.of("vault-7", "token")) : Optional.empty();
    }
}
