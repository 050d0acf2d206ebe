package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clicks through Swagger UI in a real browser, as somebody does who tries the tracker out. */
class SwaggerUiTest {
    private static final List<String> BROWSERS = List.of("/usr/bin/chromium", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void a_person_registers_offers_lists_and_talks_with_nothing_but_the_examples() throws IOException {
        String browser = firstOf(BROWSERS);
        String driverProgram = firstOf(DRIVERS);
        assumeTrue(
                browser != null && driverProgram != null, "needs chromium and chromedriver (Debian: chromium-driver)");
        try (Network network = Network.start(folder)) {
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(Path.of(driverProgram).toFile())
                    .usingAnyFreePort()
                    .build();
            ChromeDriver driver = new ChromeDriver(service, options(browser));
            try {
                Page page = new Page(driver, network.trackerUrl());
                JsonNode session = page.execute("registerPeer", 201);
                page.authorize(session.get("token").asString());

                JsonNode offered = page.execute("offer", 200);
                JsonNode offers = page.execute("listOffers", 200);
                JsonNode peers = page.execute("listPeers", 200);
                JsonNode tracker = page.execute("getTracker", 200);

                String name = offered.at("/results/0/name").asString();
                assertThat(offers.at("/items/0/name").asString()).isEqualTo(name);
                assertThat(peers.at("/items/0/name").asString()).isEqualTo("ben");
                assertThat(tracker.get("open").asBoolean()).isTrue();
            } finally {
                driver.quit();
            }
        }
    }

    private ChromeOptions options(String browser) throws IOException {
        return new ChromeOptions()
                .setBinary(browser)
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1400,1600",
                        "--user-data-dir=" + Files.createDirectory(folder.resolve("browser")));
    }

    private static String firstOf(List<String> programs) {
        return programs.stream()
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .orElse(null);
    }

    /** Swagger UI as it is open in the browser. */
    private static final class Page {
        private final ChromeDriver driver;
        private final WebDriverWait wait;

        Page(ChromeDriver driver, String trackerUrl) {
            this.driver = driver;
            this.wait = new WebDriverWait(driver, PATIENCE);
            driver.get(trackerUrl + "/swagger-ui.html");
        }

        void authorize(String token) {
            click(driver, ".auth-wrapper .btn.authorize");
            WebElement dialog = await(driver, ".modal-ux");
            dialog.findElement(By.cssSelector("input")).sendKeys(token);
            click(dialog, ".auth-btn-wrapper .authorize");
            click(dialog, ".auth-btn-wrapper .btn-done");
        }

        /** Opens an operation, has it sent with its example as it stands, and reads the answer. */
        JsonNode execute(String operation, int expectedStatus) {
            WebElement block = await(driver, ".opblock[id$='-" + operation + "']");
            click(block, ".opblock-summary-control");
            click(block, ".try-out__btn");
            click(block, ".execute");
            WebElement answer = await(block, ".live-responses-table tbody .response");
            assertThat(answer.findElement(By.cssSelector(".response-col_status"))
                            .getText())
                    .as("status of %s: %s", operation, answer.getText())
                    .startsWith(Integer.toString(expectedStatus));
            String body = answer.findElement(By.cssSelector(".highlight-code")).getDomProperty("textContent");
            return JsonMapper.shared().readTree(body.substring(body.indexOf('{')));
        }

        private WebElement await(SearchContext within, String css) {
            return wait.until(any -> within.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null));
        }

        private void click(SearchContext within, String css) {
            WebElement element = await(within, css);
            driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
            wait.until(ExpectedConditions.elementToBeClickable(element)).click();
        }
    }
}
