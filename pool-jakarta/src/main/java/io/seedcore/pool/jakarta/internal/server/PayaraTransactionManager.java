package io.seedcore.pool.jakarta.internal.server;

import static java.lang.invoke.MethodType.methodType;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the transaction manager of Payara and GlassFish can do beyond Jakarta's, through {@code
 * com.sun.enterprise.transaction}, which the server's own connectors use. It is no artifact that one could compile against, and
 * not visible to applications on every edition.
 */
final class PayaraTransactionManager {

    private static final Logger LOG = LoggerFactory.getLogger(PayaraTransactionManager.class);

    private static final String PACKAGE = "com.sun.enterprise.transaction.";

    /** Asked by the server about a resource; each answer may be another one the next time. */
    interface Resource {

        /** Whether it can share the transaction with others, which makes it a distributed one. */
        boolean distributed();

        XAResource resource();
    }

    private final TransactionManager manager;
    private final Class<?> resourceType;
    private final MethodHandle enlist;
    private final MethodHandle isLocal;
    private final MethodHandle singleResource;
    private final MethodHandle secondsLeft;

    private PayaraTransactionManager(TransactionManager manager) throws ReflectiveOperationException {
        ClassLoader server = manager.getClass().getClassLoader();
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> managerType = Class.forName(PACKAGE + "api.JavaEETransactionManager", false, server);
        Class<?> transactionType = Class.forName(PACKAGE + "api.JavaEETransaction", false, server);
        Class<?> importType = Class.forName(PACKAGE + "api.TransactionImport", false, server);
        this.manager = manager;
        this.resourceType = Class.forName(PACKAGE + "spi.TransactionalResource", false, server);
        this.enlist = lookup.findVirtual(
                        managerType, "enlistResource", methodType(boolean.class, Transaction.class, resourceType))
                .bindTo(service(managerType, server))
                .asType(methodType(boolean.class, Transaction.class, Object.class));
        this.isLocal = lookup.findVirtual(transactionType, "isLocalTx", methodType(boolean.class))
                .asType(methodType(boolean.class, Transaction.class));
        this.singleResource = lookup.findVirtual(transactionType, "getNonXAResource", methodType(resourceType))
                .asType(methodType(Object.class, Transaction.class));
        this.secondsLeft = lookup.findVirtual(importType, "getTransactionRemainingTimeout", methodType(int.class))
                .bindTo(manager);
    }

    private static Object service(Class<?> type, ClassLoader server) throws ReflectiveOperationException {
        Object service = Class.forName("org.glassfish.internal.api.Globals", true, server)
                .getMethod("get", Class.class)
                .invoke(null, type);
        if (service == null) {
            throw new ClassNotFoundException("the server has no service " + type.getName());
        }
        return service;
    }

    /** Empty where the server is another one, or does not show it. */
    static Optional<PayaraTransactionManager> of(TransactionManager manager) {
        try {
            return Optional.of(new PayaraTransactionManager(manager));
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.debug(
                    "The server does not show its transaction manager, so each transaction here is a distributed one",
                    e);
            return Optional.empty();
        }
    }

    @Nullable
    Transaction transaction() throws SystemException {
        return manager.getTransaction();
    }

    /** Whether the transaction is not a distributed one up to now. */
    boolean isLocal(Transaction transaction) {
        try {
            return (boolean) isLocal.invokeExact(transaction);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Whether one that cannot share the transaction is in it. */
    boolean hasSingleResource(Transaction transaction) {
        try {
            return (Object) singleResource.invokeExact(transaction) != null;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Whether the running transaction must end by some time. */
    boolean hasTimeLimit() {
        try {
            return (int) secondsLeft.invokeExact() != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void enlist(Transaction transaction, Resource resource) throws RollbackException, SystemException {
        Object theirs =
                Proxy.newProxyInstance(resourceType.getClassLoader(), new Class<?>[] {resourceType}, answers(resource));
        try {
            if (!(boolean) enlist.invokeExact(transaction, theirs)) {
                throw new IllegalStateException("it was not enlisted");
            }
        } catch (RollbackException | SystemException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static InvocationHandler answers(Resource resource) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "getXAResource" -> resource.resource();
            case "supportsXA" -> resource.distributed();
            case "isTransactional" -> true;
            case "isEnlistmentSuspended", "isEnlisted", "isShareable" -> false;
            case "getName", "toString" -> resource.resource().toString();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> null;
        };
    }

    private static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }
}
