package io.seedcore.pool.benchmark.contestant;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;

/** Agroal. */
final class Agroal {

    private Agroal() {}

    static OpenPool open(Terms terms, boolean metrics) {
        Address address = terms.address();
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(metrics)
                .connectionPoolConfiguration(pool -> pool.maxSize(terms.size())
                        .minSize(terms.keptOpen())
                        .initialSize(0)
                        .acquisitionTimeout(terms.acquisition())
                        .idleValidationTimeout(Terms.TRUSTED)
                        .connectionValidator(
                                ConnectionValidator.defaultValidatorWithTimeout((int) Terms.VALIDATION.toSeconds()))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(address.jdbcUrl())
                                .principal(new NamePrincipal(address.user()))
                                .credential(new SimplePassword(address.password()))));
        try {
            AgroalDataSource pool = AgroalDataSource.from(configuration);
            return new OpenPool(pool, pool::close);
        } catch (SQLException e) {
            throw new IllegalStateException("Agroal did not start", e);
        }
    }
}
