package io.seedcore.pool.jakarta.internal.facade;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/**
 * What is written in place of an injected object where the server puts a session aside that holds it: read again, it is the bean
 * of the application that reads.
 *
 * @param id of the bean
 */
public record BeanReference(String id) implements Serializable {

    /** To what stands for its bean in a serialized form. */
    public interface Replaced extends Serializable {

        /** Called by serialization. */
        Object writeReplace();
    }

    public static BeanReference to(Class<?> type, String database) {
        return new BeanReference("io.seedcore.pool:" + type.getName() + ":" + database);
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
        BeanManager beans = CDI.current().getBeanManager();
        Bean<?> bean = beans.getPassivationCapableBean(id);
        if (bean == null) {
            throw new InvalidObjectException(
                    id + " is not a bean of this application: its database is not configured here");
        }
        return beans.getReference(bean, Object.class, beans.createCreationalContext(bean));
    }
}
