package io.seedcore.pool.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.config.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where user and password come from at the moment. */
class CurrentCredentialsTest {

    private static final Credentials CONFIGURED = Credentials.of("app", "configured");

    @TempDir
    private Path directory;

    @Test
    void settings_standWhereNothingElseIsSaid() throws InterruptedException {
        CurrentCredentials credentials = new CurrentCredentials("shop", CONFIGURED, Optional.empty(), List.of());
        assertThat(credentials.now()).isEqualTo(CONFIGURED);
        credentials.accepted(CONFIGURED);
        assertThat(credentials.insteadOf(CONFIGURED, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void file_isReadAgainEachTime() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "one\n");
        CurrentCredentials credentials = ofFile(file);
        assertThat(credentials.now()).isEqualTo(Credentials.of("app", "one"));
        Files.writeString(file, "two\r\n");
        assertThat(credentials.now()).isEqualTo(Credentials.of("app", "two"));
    }

    @Test
    void fileThatCannotBeUsed_leavesTheLastPasswordInForceAndWarnsOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        CurrentCredentials credentials = ofFile(file);
        credentials.now();
        try (CapturedLog log = new CapturedLog("io.seedcore.pool.spi")) {
            Files.writeString(file, "");
            assertThat(credentials.now()).isEqualTo(Credentials.of("app", "one"));
            Files.writeString(file, "x".repeat(5000));
            assertThat(credentials.now()).isEqualTo(Credentials.of("app", "one"));
            Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
            assertThat(credentials.now()).isEqualTo(Credentials.of("app", "one"));
            assertThat(log.messages(Level.WARNING)).hasSize(1);
            Files.writeString(file, "two");
            assertThat(credentials.now()).isEqualTo(Credentials.of("app", "two"));
            Files.delete(file);
            assertThat(credentials.now()).isEqualTo(Credentials.of("app", "two"));
            assertThat(log.messages(Level.WARNING)).hasSize(2);
        }
    }

    @Test
    void provider_isFoundByTheServiceLoader() {
        assertThat(new CurrentCredentials(VaultOfTests.POOL, CONFIGURED, Optional.empty()).now())
                .isEqualTo(Credentials.of("vault-7", "token"));
        assertThat(new CurrentCredentials("shop", CONFIGURED, Optional.empty()).now())
                .isEqualTo(CONFIGURED);
    }

    @Test
    void provider_comesBeforeTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        CurrentCredentials credentials = of(
                file, pool -> pool.equals("shop") ? Optional.of(Credentials.of("vault-7", "token")) : Optional.empty());
        assertThat(credentials.now()).isEqualTo(Credentials.of("vault-7", "token"));
    }

    @Test
    void providerThatKnowsNothingOfThePool_leavesItToTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        assertThat(of(file, pool -> Optional.empty()).now()).isEqualTo(Credentials.of("app", "one"));
    }

    @Test
    void providerThatThrows_leavesWhatItGaveLastInForce() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        AtomicInteger calls = new AtomicInteger();
        CurrentCredentials credentials = of(file, pool -> {
            if (calls.incrementAndGet() > 1) {
                throw new IllegalStateException("vault sealed");
            }
            return Optional.of(Credentials.of("vault-7", "token"));
        });
        credentials.now();
        assertThat(credentials.now()).isEqualTo(Credentials.of("vault-7", "token"));
    }

    @Test
    void refusedCredentialsThatNeverWorked_areLookedUpOnceMore() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        CurrentCredentials credentials = ofFile(file);
        Credentials refused = credentials.now();
        assertThat(credentials.insteadOf(refused, Duration.ofDays(1))).isEmpty();
        Files.writeString(file, "two");
        assertThat(credentials.insteadOf(refused, Duration.ofDays(1))).contains(Credentials.of("app", "two"));
    }

    @Test
    void refusedCredentialsThatWorkedBefore_areWaitedFor() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        AtomicInteger looks = new AtomicInteger();
        CurrentCredentials credentials =
                of(file, pool -> Optional.of(Credentials.of("app", looks.incrementAndGet() > 5 ? "two" : "one")));
        Credentials refused = credentials.now();
        credentials.accepted(refused);
        assertThat(credentials.insteadOf(refused, Duration.ofMinutes(1))).contains(Credentials.of("app", "two"));
    }

    @Test
    void credentials_printWithoutThePassword() {
        assertThat(CONFIGURED.toString()).contains("app").doesNotContain("configured");
    }

    private static CurrentCredentials ofFile(Path file) {
        return new CurrentCredentials("shop", CONFIGURED, Optional.of(new SecretFile(file)), List.of());
    }

    private static CurrentCredentials of(Path file, CredentialsProvider provider) {
        return new CurrentCredentials("shop", CONFIGURED, Optional.of(new SecretFile(file)), List.of(provider));
    }
}
