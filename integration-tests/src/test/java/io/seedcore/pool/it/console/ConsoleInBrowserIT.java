package io.seedcore.pool.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.LauncherServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What somebody sees who watches. Its pictures are in {@code target/console}. */
@Tag("browser")
class ConsoleInBrowserIT {

    private static final String TOKEN_IS_NEEDED = "401";

    /** Every visible text that is too faint: the contrast that WCAG 2.2 AA wants is 4.5, of large texts 3. */
    private static final String FAINT_TEXTS = """
            const luminance = ([red, green, blue]) => [red, green, blue]
                .map((part) => part / 255)
                .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
            const colour = (text) => text.match(/[0-9.]+/g).map(Number);
            const behind = (element) => {
              for (let each = element; each; each = each.parentElement) {
                const found = colour(getComputedStyle(each).backgroundColor);
                if (found[3] !== 0) return found;
              }
              return [255, 255, 255];
            };
            const contrast = (one, other) => {
              const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05);
            };
            return [...document.querySelectorAll('body *')]
                .filter((each) => each.checkVisibility() && !each.closest('.unseen, .skip, canvas'))
                .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
                .filter((each) => {
                  const style = getComputedStyle(each);
                  const large = parseFloat(style.fontSize) >= 24;
                  return contrast(colour(style.color), behind(each)) < (large ? 3 : 4.5);
                })
                .map((each) => `${each.className}: ${each.textContent}`);
            """;

    /** The pools in the order in which the keyboard and a screen reader come to them. */
    private static final String POOLS =
            "return [...document.querySelectorAll('#pools article h2')].map((each) => each.textContent);";

    /** The pools from top to bottom. */
    private static final String POOLS_AS_SEEN = """
            return [...document.querySelectorAll('#pools article h2')]
                .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
                .map((each) => each.textContent);
            """;

    /** The shadows of the card of mysql: one inside marks its edge where it is in trouble. */
    private static final String EDGE =
            "return getComputedStyle(document.querySelector('[aria-labelledby=pool-mysql]')).boxShadow;";

    private Browser browser;

    @BeforeAll
    static void deploy() {
        Assumptions.assumeTrue(Browser.isInstalled(), "Debian's chromium and chromium-driver are not installed");
        Console.deploy();
    }

    @BeforeEach
    void open() throws IOException {
        browser = Browser.open();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private void enter() {
        browser.show("/console");
        browser.awaitText("#door", "Token");
        browser.find("#token").sendKeys(Console.TOKEN, Keys.ENTER);
        browser.awaitText("#connection", "Live");
    }

    @Test
    void the_console_asks_for_the_token_and_keeps_it_to_itself() throws IOException {
        browser.show("/console");
        browser.awaitText("#door", "Token");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("token");
        browser.picture("door");
        browser.find("#token").sendKeys("wrong", Keys.ENTER);
        browser.awaitText("#token-wrong", "did not take");

        browser.find("#token").sendKeys(Console.TOKEN, Keys.ENTER);
        browser.awaitText("#connection", "Live");

        assertThat(browser.find("#door").isDisplayed()).isFalse();
        assertThat(browser.address()).endsWith("/console");
        assertThat(browser.evaluate("return document.documentElement.outerHTML").toString())
                .doesNotContain(Console.TOKEN);
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains(TOKEN_IS_NEEDED));
        browser.show("/console");
        browser.awaitText("#connection", "Live");
    }

    @Test
    void a_token_that_no_header_can_carry_is_not_kept_and_another_can_be_given() throws IOException {
        browser.show("/console");
        browser.awaitText("#door", "Token");
        browser.find("#token").sendKeys("correct\u200b-horse-battery", Keys.ENTER);

        browser.awaitText("#token-wrong", "Character 8 (U+200B) cannot be part of a token.");
        assertThat(browser.find("#token").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("token");
        browser.picture("door-wrong");
        browser.show("/console");
        browser.awaitText("#door", "Token");
        browser.find("#token").sendKeys("  ", Keys.ENTER);
        browser.awaitText("#token-wrong", "only blanks");
        browser.find("#token").clear();
        browser.find("#token").sendKeys(" " + Console.TOKEN + " ", Keys.ENTER);
        browser.awaitText("#connection", "Live");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains(TOKEN_IS_NEEDED));
    }

    @Test
    void all_is_well_and_the_page_is_quiet() throws IOException {
        work();
        enter();
        browser.awaitText("#verdict", "All is well: 3 databases answer.");
        browser.awaitText("#pool-postgresql", "postgresql");

        assertThat(browser.title()).isEqualTo("SeedCore Pool");
        assertThat(browser.text("#pools")).contains("Nobody holds a connection.", "circuit closed", "Advice:");
        assertThat(browser.find("#announcement").getDomProperty("textContent")).isEqualTo("All is well");
        browser.picture("calm");
        browser.theme("dark");
        browser.picture("calm-dark");
        browser.size(375, 812, true);
        browser.picture("calm-phone-dark");
        browser.theme("light");
        browser.picture("calm-phone");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains(TOKEN_IS_NEEDED));
    }

    @Test
    void a_setting_that_does_not_fit_the_server_is_told_on_request_and_disturbs_nobody() throws IOException {
        enter();
        browser.awaitText("[aria-labelledby=pool-mysql] .misfits", "1 setting does not fit the server");
        browser.awaitText("#verdict", "All is well");
        assertThat(browser.text("[aria-labelledby=pool-mysql] .state")).isEqualTo("Well");
        assertThat(browser.text("[aria-labelledby=pool-mysql]")).doesNotContain("MYSQL_POOL_RECYCLE");
        assertThat(browser.find("[aria-labelledby=pool-postgresql] .misfits").isDisplayed())
                .isFalse();

        browser.find("[aria-labelledby=pool-mysql] .misfits summary").sendKeys(Keys.ENTER);

        browser.awaitText("[aria-labelledby=pool-mysql] .misfits", "MYSQL_POOL_RECYCLE");
        browser.size(375, 812, true);
        assertThat(browser.evaluate("return document.scrollingElement.scrollWidth"))
                .isEqualTo(375L);
        browser.picture("misfit-phone");
    }

    @Test
    void a_full_pool_says_so_and_who_holds_it() throws IOException {
        get("/reports?begin=" + (Console.MOST + 3));
        try {
            enter();
            browser.awaitText("#verdict", "postgresql is full");
            browser.awaitText("#pools", "OrderReports.export ×" + Console.MOST);

            assertThat(browser.text("#verdict")).contains("3 callers wait, all 5 connections are in use");
            assertThat(browser.title()).isEqualTo("● postgresql is full – SeedCore Pool");
            assertThat(browser.find("#announcement").getDomProperty("textContent"))
                    .isEqualTo("postgresql is full");
            assertThat(browser.find("[aria-labelledby=pool-postgresql] .bar").getDomAttribute("aria-label"))
                    .isEqualTo("5 in use, 0 idle, 3 kept, at most 5, 3 callers wait");
            assertThat(browser.text("#pools"))
                    .contains("select pg_sleep(?), count(*) from pg_class where relname <> ?")
                    .doesNotContain("invoice");
            browser.picture("full");
            browser.theme("dark");
            browser.picture("full-dark");
            browser.size(375, 812, true);
            browser.picture("full-phone-dark");
        } finally {
            get("/reports");
        }
        browser.awaitText("#verdict", "All is well");
    }

    @Test
    void a_pool_that_is_not_as_usual_says_what_it_is_and_what_was_expected() throws IOException {
        enter();
        get("/slow-reports?begin");
        try {
            browser.awaitText("#verdict", "postgresql is not as usual");

            assertThat(browser.find("#verdict").getDomAttribute("data-level")).isEqualTo("warn");
            assertThat(browser.text("#verdict"))
                    .containsPattern("Connections are held for \\d+ ms, expected (< )?\\d+ ms")
                    .contains("/stats/postgresql");
            assertThat(browser.title()).isEqualTo("○ postgresql is not as usual – SeedCore Pool");
            assertThat(browser.text("[aria-labelledby=pool-postgresql] .state")).contains("Unusual");
            assertThat(browser.text("[aria-labelledby=pool-postgresql] .unusual"))
                    .contains("Connections are held for");
            assertThat(browser.text("[aria-labelledby=pool-mysql] .state")).isEqualTo("Well");
            browser.awaitText("#events", "postgresql: connections are held for");
            for (String theme : List.of("light", "dark")) {
                browser.theme(theme);
                assertThat(browser.evaluate(FAINT_TEXTS)).as(theme).isEqualTo(List.of());
                browser.picture("unusual-" + theme);
            }
            browser.size(375, 812, true);
            browser.picture("unusual-phone-dark");
            assertThat(browser.evaluate("return document.scrollingElement.scrollWidth"))
                    .isEqualTo(375L);
        } finally {
            get("/slow-reports");
        }
        browser.awaitText("#verdict", "All is well");
        browser.awaitText("#events", "postgresql: usage is as expected again");
    }

    @Test
    void a_database_that_has_not_answered_yet_is_not_said_to_be_well() throws IOException {
        enter();
        browser.awaitText("#verdict", "All is well");
        get("/silent-archive?begin");
        try {
            browser.awaitText("[aria-labelledby=pool-archive] .state", "Asking");
            browser.awaitText("#verdict", "Asking archive: 3 of 4 databases have answered.");

            assertThat(browser.find("#verdict").getDomAttribute("data-level")).isEqualTo("idle");
            assertThat(browser.title()).isEqualTo("… Asking archive – SeedCore Pool");
            assertThat(browser.find("#announcement").getDomProperty("textContent"))
                    .isEqualTo("Asking archive");
            assertThat(browser.text("[aria-labelledby=pool-archive] .facts")).startsWith("Not answered yet");
            browser.picture("asking");
            browser.awaitText("#verdict", "archive is down");
        } finally {
            get("/silent-archive");
        }
        browser.awaitText("#verdict", "All is well: 3 databases answer.");
    }

    @Test
    void an_application_that_is_gone_is_said_to_be_gone_until_it_is_back() throws IOException {
        work();
        enter();
        browser.awaitText("#verdict", "All is well");
        LauncherServer.shared().undeploy();
        try {
            browser.awaitText("#verdict", "The application does not answer");

            assertThat(browser.find("#verdict").getDomAttribute("data-level")).isEqualTo("bad");
            assertThat(browser.text("#verdict"))
                    .containsPattern("What is shown below is how it was at \\d\\d:\\d\\d:\\d\\d")
                    .doesNotContain("All is well");
            assertThat(browser.title()).isEqualTo("● The application does not answer – SeedCore Pool");
            assertThat(browser.find("#announcement").getDomProperty("textContent"))
                    .isEqualTo("The application does not answer");
            browser.picture("gone");
            browser.theme("dark");
            browser.picture("gone-dark");
            browser.size(375, 812, true);
            assertThat(browser.evaluate("return document.scrollingElement.scrollWidth"))
                    .isEqualTo(375L);
            browser.picture("gone-phone-dark");
            browser.theme("light");
            browser.picture("gone-phone");
        } finally {
            Console.deploy();
        }
        browser.awaitText("#verdict", "All is well: 3 databases answer.");
        assertThat(browser.title()).isEqualTo("SeedCore Pool");
    }

    @Test
    void a_database_that_is_down_is_the_one_thing_to_be_seen() throws IOException {
        work();
        enter();
        browser.awaitText("[aria-labelledby=pool-postgresql] .advice", "Advice");
        assertThat(browser.evaluate(POOLS)).isEqualTo(List.of("postgresql", "mysql", "neo4j"));
        browser.evaluate("document.querySelector('[aria-labelledby=pool-postgresql] summary').focus(); return true;");
        DevDatabase mysql = DevDatabases.shared().mysql();
        stop(mysql);
        try {
            browser.awaitText("#verdict", "mysql is down");

            assertThat(browser.find("#verdict").getDomAttribute("data-level")).isEqualTo("bad");
            assertThat(browser.text("[aria-labelledby=pool-mysql] .state")).contains("Down");
            assertThat(browser.text("[aria-labelledby=pool-neo4j] .state")).contains("Well");
            assertThat(browser.evaluate(POOLS)).isEqualTo(List.of("mysql", "postgresql", "neo4j"));
            assertThat(browser.evaluate(POOLS_AS_SEEN)).isEqualTo(List.of("mysql", "postgresql", "neo4j"));
            assertThat(browser.focused().getTagName()).isEqualTo("summary");
            get("/sync/mysql/test");
            browser.awaitText("[aria-labelledby=pool-mysql] .lists section:nth-child(3)", "08");
            browser.awaitText("#events", "mysql: down");
            for (String theme : List.of("light", "dark")) {
                browser.theme(theme);
                assertThat(browser.evaluate(EDGE)).as(theme).asString().contains("inset");
                browser.picture("down-" + theme);
            }
            browser.size(375, 812, true);
            browser.theme("light");
            browser.picture("down-phone");
        } finally {
            mysql.restart();
        }
        Console.awaitAllHealthy();
        // The errors of the outage are unusual until their minute is over.
        get("/slow-reports");
        browser.awaitText("#verdict", "All is well");
        browser.awaitText("#events", "mysql: up again");
        assertThat(browser.evaluate(POOLS)).isEqualTo(List.of("postgresql", "mysql", "neo4j"));
    }

    private static void stop(DevDatabase database) {
        try {
            database.stop();
        } catch (UnsupportedOperationException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    @Test
    void nothing_is_wider_than_a_phone() {
        enter();
        browser.size(375, 812, true);
        browser.awaitText("#verdict", "All is well");

        assertThat(browser.evaluate("return document.scrollingElement.scrollWidth"))
                .isEqualTo(375L);
    }

    @Test
    void every_text_can_be_read_in_both_themes() {
        get("/reports?begin=" + (Console.MOST + 1));
        try {
            enter();
            browser.awaitText("#verdict", "postgresql is full");
            for (String theme : List.of("light", "dark")) {
                browser.theme(theme);
                assertThat(browser.evaluate(FAINT_TEXTS)).as(theme).isEqualTo(List.of());
            }
        } finally {
            get("/reports");
        }
    }

    @Test
    void the_keyboard_reaches_the_pools_and_a_screen_reader_finds_its_way() {
        enter();
        // A page that was just loaded has its focus at its beginning.
        browser.show("/console");
        browser.awaitText("#verdict", "All is well");
        browser.find("body").sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the pools");
        browser.focused().sendKeys(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("pools");

        assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("en");
        assertThat(browser.evaluate("return document.querySelectorAll('main, header.top').length"))
                .isEqualTo(2L);
        assertThat(browser.evaluate("return [...document.querySelectorAll('[role=img], input')]"
                        + ".filter((each) => !each.ariaLabel && !each.labels?.length).length"))
                .isEqualTo(0L);
    }

    /** Some load on each database. */
    private static void work() {
        List<CompletableFuture<?>> requests = Stream.of("/sync/pg/test", "/sync/mysql/test", "/neo4j/test")
                .<CompletableFuture<?>>flatMap(
                        path -> IntStream.range(0, 40).mapToObj(number -> CompletableFuture.runAsync(() -> get(path))))
                .toList();
        requests.forEach(CompletableFuture::join);
    }

    private static void get(String path) {
        Http.overLoopback().get(path, "Authorization", "Bearer " + Console.TOKEN);
    }
}
