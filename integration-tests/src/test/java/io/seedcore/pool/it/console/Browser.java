package io.seedcore.pool.it.console;

import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.CurrentServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium, as Debian has it, that looks at the console. For one thread. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether this machine has one: Debian's packages chromium and chromium-driver. */
    static boolean isInstalled() {
        return Stream.of(CHROMIUM, DRIVER).allMatch(Files::isExecutable);
    }

    static Browser open() throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        // As root Chromium wants no sandbox; it sees our own page alone.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--lang=en-GB",
                "--user-data-dir=" + Files.createTempDirectory(BuildDirectory.directory(), "chromium"));
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, log);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.size(1360, 1000, false);
        return browser;
    }

    void show(String path) {
        driver.get("http://127.0.0.1:" + CurrentServer.port() + path);
    }

    /** @param phone whether it has a screen to be touched, with two points for each pixel */
    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    void theme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The text of an element as it is seen, empty where it is hidden. */
    String text(String selector) {
        return find(selector).getText();
    }

    void awaitText(String selector, String part) {
        Awaitility.await(selector + " says " + part)
                .atMost(LONGEST_CHANGE)
                .ignoreExceptions()
                .until(() -> text(selector).contains(part));
    }

    /** What a script returns, which must be something. */
    Object evaluate(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments));
    }

    String title() {
        return driver.getTitle();
    }

    String address() {
        return driver.getCurrentUrl();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Keeps the whole page as a picture, for whoever wants to look at it. */
    void picture(String name) throws IOException {
        Map<String, Object> shot =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Path pictures = Files.createDirectories(BuildDirectory.directory().resolve("console"));
        Files.write(pictures.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    }

    /** What the browser complained of since it was asked last: errors of scripts, what is forbidden, what is missing. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
