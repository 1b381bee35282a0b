package io.seedcore.pool.spi;

import io.seedcore.pool.config.Secret;
import io.seedcore.pool.config.SecretFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom one pool connects now: what a {@link CredentialsProvider} says, else the file of its password as it is now,
 * else its settings. Thread-safe.
 */
public final class CurrentCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentCredentials.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String pool;
    private final Credentials configured;
    private final @Nullable SecretFile file;
    private final List<CredentialsProvider> providers;
    private volatile @Nullable Credentials last;
    private volatile @Nullable Credentials accepted;
    private volatile boolean warned;

    /**
     * @param configured those of the settings
     * @param file where the settings took the password from; empty where it was not a file
     */
    public CurrentCredentials(String pool, Credentials configured, Optional<SecretFile> file) {
        this(pool, configured, file, providers());
    }

    CurrentCredentials(
            String pool, Credentials configured, Optional<SecretFile> file, List<CredentialsProvider> providers) {
        this.pool = pool;
        this.configured = configured;
        this.file = file.orElse(null);
        this.providers = List.copyOf(providers);
    }

    private static List<CredentialsProvider> providers() {
        return ServiceLoader.load(CredentialsProvider.class, CredentialsProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Those to present now; where they cannot be had, the last ones that could. */
    public Credentials now() {
        Credentials found = provided().orElseGet(this::fromSettings);
        last = found;
        return found;
    }

    /** Whether they may be others the next time: they come from a file or from a provider. */
    public boolean mayChange() {
        return file != null || !providers.isEmpty();
    }

    /** Whether the server has let us in before. */
    public boolean wereAccepted() {
        return accepted != null;
    }

    /** Notes that the server let us in with {@code credentials}. */
    public void accepted(Credentials credentials) {
        accepted = credentials;
    }

    /**
     * What to try after the server refused {@code refused}: others than those, if there are any. Where it had accepted
     * {@code refused} before, they are just being changed, so others are waited for.
     *
     * @param longest the longest to wait; zero to look once
     * @return empty where {@code refused} are still the ones to present
     */
    public Optional<Credentials> insteadOf(Credentials refused, Duration longest) throws InterruptedException {
        if (!mayChange()) {
            return Optional.empty();
        }
        long end = System.nanoTime() + (refused.equals(accepted) ? longest.toNanos() : 0);
        CountDownLatch never = new CountDownLatch(1);
        Credentials found = now();
        while (found.equals(refused)
                && System.nanoTime() - end < 0
                && !never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            found = now();
        }
        return found.equals(refused) ? Optional.empty() : Optional.of(found);
    }

    private Optional<Credentials> provided() {
        for (CredentialsProvider provider : providers) {
            try {
                Optional<Credentials> found = provider.credentials(pool);
                if (found.isPresent()) {
                    warned = false;
                    return found;
                }
            } catch (RuntimeException e) {
                warn(provider.getClass().getName() + " failed", e);
                return Optional.ofNullable(last);
            }
        }
        return Optional.empty();
    }

    private Credentials fromSettings() {
        if (file == null) {
            return configured;
        }
        try {
            Secret password = file.read();
            warned = false;
            return new Credentials(configured.user(), Optional.of(password));
        } catch (IOException e) {
            warn("the file of the password cannot be used: " + e.getMessage(), e);
            Credentials before = last;
            return before == null ? configured : before;
        }
    }

    /** Once until it works again, because every connect comes here. */
    private void warn(String what, Exception failure) {
        if (!warned) {
            warned = true;
            LOG.warn("{}: {}. Connecting goes on with the last password known.", pool, what);
        }
        LOG.debug("{}: {}", pool, what, failure);
    }
}
