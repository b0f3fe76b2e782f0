package io.waybill.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real browser as a parameter of type {@link Browser}: {@code @ExtendWith(Chromium.class)}. Where there is none they are
 * skipped, and say how to install it.
 */
public final class Chromium implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Chromium.class);
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS =
            List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/usr/local/bin/chromedriver");

    static Optional<Path> browser() {
        return first(BROWSERS);
    }

    static Optional<Path> driver() {
        return first(DRIVERS);
    }

    private static Optional<Path> first(List<String> places) {
        return places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return browser().isPresent() && driver().isPresent()
                ? ConditionEvaluationResult.enabled("Chromium and its driver are there")
                : ConditionEvaluationResult.disabled(
                        "needs Chromium and its driver: apt-get install chromium chromium-driver");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent("browser", key -> Browser.start(profile()), Browser.class);
    }

    private static Path profile() {
        try {
            return Files.createTempDirectory("waybill-browser-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
