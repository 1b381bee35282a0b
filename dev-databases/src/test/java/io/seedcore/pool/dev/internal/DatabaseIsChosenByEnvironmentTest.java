package io.seedcore.pool.dev.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DatabaseIsChosenByEnvironmentTest {

    @Test
    void parts_areUsed() {
        DevDatabase database = configured(
                DevDatabaseKind.POSTGRESQL,
                Map.of("POSTGRES_HOST", "db.example", "POSTGRES_PORT", "5433", "POSTGRES_PASSWORD", "p"));
        assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/seedcore");
        assertThat(database.environment())
                .containsEntry("POSTGRES_PORT", "5433")
                .containsEntry("POSTGRES_PASSWORD", "p");
    }

    @Test
    void dsn_winsOverParts() {
        DevDatabase database = configured(
                DevDatabaseKind.MYSQL,
                Map.of("MYSQL_HOST", "ignored", "MYSQL_DSN", "mysql+pymysql://me:s%40crt@db.example/shop"));
        assertThat(database.host()).isEqualTo("db.example");
        assertThat(database.port()).isEqualTo(3306);
        assertThat(database.database()).isEqualTo("shop");
        assertThat(database.password()).isEqualTo("s@crt");
    }

    @Test
    void url_keepsItsParameters() {
        String url = "jdbc:postgresql://db.example:5432/app?sslmode=require";
        DevDatabase database = configured(DevDatabaseKind.POSTGRESQL, Map.of("POSTGRES_URL", url));
        assertThat(database.jdbcUrl()).isEqualTo(url);
        assertThat(database.environment()).containsEntry("POSTGRES_URL", url);
    }

    @Test
    void neo4jUri_isKeptAsItIs() {
        DevDatabase database =
                configured(DevDatabaseKind.NEO4J, Map.of("NEO4J_URI", "neo4j+s://graph.example", "NEO4J_USER", "me"));
        assertThat(database.boltUri()).isEqualTo("neo4j+s://graph.example");
        assertThat(database.user()).isEqualTo("me");
    }

    @Test
    void configured_isNotStoppedFromHere() {
        DevDatabase database = configured(DevDatabaseKind.POSTGRESQL, Map.of("POSTGRES_HOST", "db.example"));
        assertThatThrownBy(database::stop)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("POSTGRES_HOST");
        database.close();
    }

    @Test
    void unreadableAddress_isNotRepeated() {
        assertThatThrownBy(() -> configured(DevDatabaseKind.POSTGRESQL, Map.of("PG_DSN", "post gres://u:secret@h/d")))
                .hasMessageContaining("PG_DSN")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesOfAContainerPlatform_areNoAddress() {
        Map<String, String> injected = Map.of("POSTGRES_PORT", "tcp://10.0.0.7:5432", "NEO4J_SERVICE_HOST", "10.0.0.8");
        DatabaseSource source = new DatabaseSource(injected, new Properties());
        assertThat(source.configured(DevDatabaseKind.POSTGRESQL)).isEmpty();
        assertThat(source.configured(DevDatabaseKind.NEO4J)).isEmpty();
    }

    @Test
    void nothingAskedFor_meansBinaries() {
        assertThat(new DatabaseSource(Map.of(), new Properties()).image(DevDatabaseKind.MYSQL))
                .isEmpty();
    }

    @Test
    void docker_meansImagesThatMayBeNamed() {
        Properties properties = new Properties();
        properties.setProperty("databases", "docker");
        properties.setProperty("databases.image.mysql", "embedded");
        DatabaseSource source =
                new DatabaseSource(Map.of("DATABASES_IMAGE_POSTGRESQL", "local/postgres:17"), properties);
        assertThat(source.image(DevDatabaseKind.POSTGRESQL)).contains("local/postgres:17");
        assertThat(source.image(DevDatabaseKind.MYSQL)).isEmpty();
        assertThat(source.image(DevDatabaseKind.NEO4J)).contains("neo4j:5.26");
    }

    @Test
    void anythingElse_isRefused() {
        Properties properties = new Properties();
        properties.setProperty("databases", "dokcer");
        assertThatThrownBy(() -> new DatabaseSource(Map.of(), properties).image(DevDatabaseKind.MYSQL))
                .hasMessageContaining("dokcer");
    }

    private static DevDatabase configured(DevDatabaseKind kind, Map<String, String> environment) {
        return new DatabaseSource(environment, new Properties())
                .configured(kind)
                .orElseThrow();
    }
}
