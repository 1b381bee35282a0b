package io.seedcore.pool.benchmark.transaction.application;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/**
 * The same Hibernate over Payara's faster pool. Payara does not deploy a persistence unit of Hibernate 6
 * (ClassCircularityError), so it is started as an application does that has to.
 */
@ApplicationScoped
class PayarasEntityManager implements Work {

    private final DataSource dataSource = PayarasPools.find(PayarasPools.LOCAL);

    private SessionFactory factory;

    @PostConstruct
    void open() {
        Configuration configuration = new Configuration().addAnnotatedClass(Note.class);
        configuration.getProperties().put(AvailableSettings.JAKARTA_JTA_DATASOURCE, dataSource);
        configuration.setProperty(AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY, "jta");
        configuration.setProperty(AvailableSettings.JTA_PLATFORM, "SunOne");
        factory = configuration.buildSessionFactory();
    }

    @Override
    public Way way() {
        return Way.PAYARAS_ENTITY_MANAGER;
    }

    @Override
    @Transactional
    public void run(long id) {
        try (EntityManager entityManager = factory.createEntityManager()) {
            OurEntityManager.persistAndQuery(entityManager, id);
        }
    }

    @PreDestroy
    void close() {
        factory.close();
    }
}
