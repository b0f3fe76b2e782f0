package io.waybill.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium as a person uses it: looks for things by their words and labels. */
public final class Browser implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** How long a script on a page may take: axe goes through every element, and the machine may be busy. */
    private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(3);

    private static final String AXE = resource("/axe.min.js");

    private final ChromeDriver driver;
    private final Path profile;
    private boolean axeComes;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        driver.manage().timeouts().scriptTimeout(LONGEST_SCRIPT);
        this.profile = profile;
    }

    static Browser start(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Chromium.browser().orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Chromium.driver().orElseThrow().toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), profile);
        browser.look(1280, false);
        return browser;
    }

    /** Sets the width of the window, and whether the person prefers dark pages. */
    public void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Whether pages may run scripts. */
    public void scripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    public void open(String url) {
        driver.get(url);
    }

    public String place() {
        return java.net.URI.create(driver.getCurrentUrl()).getPath();
    }

    /** The text of the page. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Waits until it is there. */
    public WebElement find(String css) {
        return until(
                now -> driver.findElements(By.cssSelector(css)).stream()
                        .findFirst()
                        .orElse(null),
                css);
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Waits until this text is on the page. */
    public void see(String text) {
        until(now -> text().contains(text) ? true : null, "the text '" + text + "'");
    }

    /** Waits until the page has another address. */
    public void comeTo(String placePattern) {
        until(now -> place().matches(placePattern) ? true : null, "the page " + placePattern);
    }

    /** Writes into the field with this label. */
    public void write(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses in the list with this label. */
    public void choose(String label, String option) {
        new Select(field(label)).selectByVisibleText(option);
    }

    /** Ticks or unticks the box with this label. */
    public void tick(String label, boolean on) {
        WebElement box = field(label);
        if (box.isSelected() != on) {
            box.click();
        }
    }

    /** Presses the button or the link that says so. */
    public void press(String words) {
        String quoted = "'" + words + "'";
        WebElement found = until(
                now -> driver
                        .findElements(By.xpath("//button[normalize-space()=" + quoted + "] | //a[normalize-space()="
                                + quoted + "] | //summary[normalize-space()=" + quoted + "]"))
                        .stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null),
                "the button '" + words + "'");
        found.click();
    }

    /** The text of what the keyboard is at. */
    public String focused() {
        return driver.switchTo().activeElement().getText();
    }

    /** Presses keys, wherever the keyboard is at. */
    public void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /**
     * Goes on to the next thing that the keyboard reaches.
     *
     * @return it
     */
    public WebElement tab() {
        type(Keys.TAB);
        return driver.switchTo().activeElement();
    }

    private WebElement field(String label) {
        WebElement found = until(
                now -> driver.findElements(By.xpath("//label[contains(normalize-space(), '" + label + "')]")).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null),
                "the label '" + label + "'");
        String id = found.getDomAttribute("for");
        return id == null
                ? found.findElement(By.cssSelector("input, select, textarea"))
                : driver.findElement(By.id(id));
    }

    private <T> T until(ExpectedCondition<T> condition, String what) {
        return new WebDriverWait(driver, SOON, Duration.ofMillis(50))
                .withMessage(() -> "There is no " + what + " on " + driver.getCurrentUrl() + ":\n" + text())
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(condition);
    }

    /** Drags a file from elsewhere onto the page. */
    public void drag(String name, String text) {
        driver.executeScript(
                "const files = new DataTransfer(); files.items.add(new File([arguments[1]], arguments[0]));"
                        + "for (const kind of ['dragenter', 'dragover', 'drop']) document.querySelector('main').dispatchEvent("
                        + "new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: files}));",
                name,
                text);
    }

    /** What axe-core has to complain of, one line each. */
    public List<String> accessibilityFaults() {
        if (!axeComes) {
            // With each page from now on: sending half a megabyte for each of them takes longer than running it.
            driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", AXE));
            axeComes = true;
        }
        if (!(Boolean) driver.executeScript("return 'axe' in window")) {
            driver.executeScript(AXE);
        }
        Object result = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
                + ".then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' — '"
                + " + v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))));");
        return ((List<?>) result).stream().map(Objects::toString).toList();
    }

    /** Whether the page is wider than the window. */
    public boolean scrollsSideways() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
    }

    /**
     * Labels of tables that are wider than their place, so that columns are cut off. Rows of the target may have any number of columns, and on
     * small screens tables may be moved sideways, but not the list of waybills.
     */
    public List<String> cutOffTables() {
        Object tables = driver.executeScript(
                "return [...document.querySelectorAll(innerWidth < 1000 ? '.scroll:has(.list)' : '.scroll:not(:has(.rows))')]"
                        + ".filter(box => box.scrollWidth > box.clientWidth + 1)"
                        + ".map(box => box.getAttribute('aria-label') || box.getAttribute('aria-labelledby'))");
        return ((List<?>) tables).stream().map(Objects::toString).toList();
    }

    /** Buttons of filters that stand in a line of their own although the window is wide; on small screens all that a filter has is below each other. */
    public List<String> lonelyButtons() {
        Object buttons = driver.executeScript("if (innerWidth < 1000) return [];"
                + "const middle = e => e.offsetTop + e.offsetHeight / 2;"
                + "return [...document.querySelectorAll('.filter > button')]"
                + ".filter(button => ![...button.parentElement.children].some(other => other.matches(':is(label, input, select)')"
                + " && Math.abs(middle(other) - middle(button)) < 12))"
                + ".map(button => button.textContent)");
        return ((List<?>) buttons).stream().map(Objects::toString).toList();
    }

    /** Adds a rule to the style of the page, until another is opened. */
    public void style(String rule) {
        driver.executeScript(
                "const style = document.styleSheets[0]; style.insertRule(arguments[0], style.cssRules.length)", rule);
    }

    /** Words beside the state of a waybill, such as <em>with rejects</em>, that are larger or smaller than it. */
    public List<String> unevenStates() {
        Object words = driver.executeScript("const size = e => getComputedStyle(e).fontSize;"
                + "return [...document.querySelectorAll('main :not(caption) > .tag ~ :is(.warn, .mute)')]"
                + ".filter(word => size(word) !== size(word.parentElement.querySelector('.tag')))"
                + ".filter(word => word.previousElementSibling.matches('.tag, .tag + .warn'))"
                + ".map(word => word.textContent)");
        return ((List<?>) words).stream().map(Objects::toString).toList();
    }

    /** Words that a line breaks in the middle, and what they are in; longer ones may have to break on a small screen. */
    public List<String> brokenWords() {
        Object words = driver.executeScript("""
                const found = new Set();
                const range = document.createRange();
                const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    const text = texts.currentNode;
                    if (text.parentElement.closest('option, pre, textarea')) {
                        continue;
                    }
                    for (const word of text.data.matchAll(/[^\\s\\/_@.\\-–:,;?=&]+/g)) {
                        if (word[0].length > 24) {
                            continue;
                        }
                        range.setStart(text, word.index);
                        range.setEnd(text, word.index + word[0].length);
                        const tops = [...range.getClientRects()].filter(each => each.width > 0).map(each => each.top);
                        if (tops.length > 1 && Math.max(...tops) - Math.min(...tops) > 4) {
                            found.add(word[0] + ' in ' + text.parentElement.outerHTML.slice(0, 120));
                        }
                    }
                }
                return [...found];
                """);
        return ((List<?>) words).stream().map(Objects::toString).toList();
    }

    /** What the browser complained of since the last time, one line each: refused scripts and styles, missing files. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Takes a picture of the whole page. */
    public void picture(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Object height = driver.executeScript("return Math.max(300, document.documentElement.scrollHeight)");
            Object width = driver.executeScript("return window.innerWidth");
            Map<String, Object> clip = new HashMap<>();
            clip.put("x", 0);
            clip.put("y", 0);
            clip.put("width", width);
            clip.put("height", height);
            clip.put("scale", 1);
            Map<String, Object> answer = driver.executeCdpCommand(
                    "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
            Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = com.deque.html.axecore.selenium.AxeBuilder.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
