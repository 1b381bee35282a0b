package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.Map;

/** What follows from an address alone. */
abstract class AddressedDatabase implements DevDatabase {
    private final Address address;
    private final String description;

    AddressedDatabase(Address address, String description) {
        this.address = address;
        this.description = description;
    }

    final Address address() {
        return address;
    }

    @Override
    public final DevDatabaseKind kind() {
        return address.kind();
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final String host() {
        return address.host();
    }

    @Override
    public final int port() {
        return address.port();
    }

    @Override
    public final String database() {
        return address.database();
    }

    @Override
    public final String user() {
        return address.user();
    }

    @Override
    public final String password() {
        return address.password();
    }

    @Override
    public String jdbcUrl() {
        return address.jdbcUrl();
    }

    @Override
    public String boltUri() {
        return address.boltUri();
    }

    @Override
    public Map<String, String> environment() {
        return address.environment();
    }

    @Override
    public final String toString() {
        return description + " (" + address + ")";
    }
}
