package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.docs.Document;
import io.waybill.docs.Documents;
import io.waybill.system.WaybillSystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The documents name commands and options that there are, and docs/commands.md names all of them. */
class DocumentedCommandsTest {
    private static final Pattern CALL =
            Pattern.compile("(?:^|&& )(?:waybill|java -jar target/waybill\\.jar) +([^#&<>]+)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");

    private static final Set<String> STANDARD = Set.of("--help", "--version");

    /** Systems that only the tests have. */
    private static final Set<String> OF_TESTS = ServiceLoader.load(WaybillSystem.class).stream()
            .map(system -> system.get().name())
            .collect(Collectors.toSet());

    private static final Set<String> DELIVERING_NOTHING = Set.of(
            "waybill doctor",
            "waybill lino inspect",
            "waybill lino dump",
            "waybill lino diff",
            "waybill school records");

    private final CommandLine waybill = WaybillCommand.commandLine();

    /** A command line of a document: the command that it calls, and all its words. */
    private record Call(CommandLine command, String text) {}

    @Test
    void everyCommandAndOptionThatTheDocumentsNameExists() {
        List<Call> calls = new ArrayList<>();
        for (Document document : Documents.all()) {
            calls(document).forEach(call -> {
                calls.add(call);
                assertThat(call.command().getCommandSpec().name())
                        .as("%s has: waybill %s", document.file(), call.text())
                        .isNotEqualTo("waybill");
                OPTION.matcher(call.text())
                        .results()
                        .forEach(option -> assertThat(call.command()
                                        .getCommandSpec()
                                        .optionsMap()
                                        .keySet())
                                .as("%s has: waybill %s", document.file(), call.text())
                                .contains(option.group()));
            });
        }
        assertThat(calls).hasSizeGreaterThan(30);
    }

    @Test
    void whatACommandDoesIsAWholeSentenceWhereCommandsAreListed() {
        List<String> broken = all(waybill)
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .filter(command -> {
                    String[] description =
                            command.getCommandSpec().usageMessage().description();
                    return description.length == 0 || !description[0].endsWith(".");
                })
                .map(command -> command.getCommandSpec().qualifiedName())
                .toList();

        assertThat(broken)
                .as("the first line of a description stands alone in the list")
                .isEmpty();
    }

    @Test
    void everyCommandAndOptionIsDocumented() {
        Document commands = Documents.all().stream()
                .filter(document -> document.file().equals(Path.of("docs/commands.md")))
                .findFirst()
                .orElseThrow();
        String text = commands.text();
        Set<String> documented = new TreeSet<>();
        calls(commands)
                .forEach(call -> documented.add(call.command().getCommandSpec().qualifiedName()));
        leaves(waybill).forEach(command -> {
            assertThat(documented).contains(command.getCommandSpec().qualifiedName());
            command.getCommandSpec()
                    .options()
                    .forEach(option -> assertThat(text.contains(option.longestName()))
                            .as("%s %s", command.getCommandSpec().qualifiedName(), option.longestName())
                            .isTrue());
        });
    }

    @Test
    void everyCommandExplainsItselfAndItsExitStatuses() {
        Stream.concat(Stream.of(waybill), all(waybill)).forEach(command -> {
            String name = command.getCommandSpec().qualifiedName();
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int status = command.setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute("--help");
            assertThat(status).as(name).isZero();
            assertThat(out.toString())
                    .startsWith("Usage: " + name)
                    .contains("Exit status:", "   0   ", "   1   ", "   2   the command line or a setting is wrong");
            assertThat(out.toString().contains("   3   delivered, but some records were rejected"))
                    .as(name)
                    .isEqualTo(!DELIVERING_NOTHING.contains(name));
            assertThat(err.toString()).as(name).isEmpty();
        });
    }

    private Stream<Call> calls(Document document) {
        Stream<String> blocks = document.blocks().stream()
                .filter(block -> block.info().isEmpty())
                .flatMap(block -> block.text().lines());
        return Stream.concat(document.inlineCode().stream(), blocks)
                .flatMap(line -> {
                    Matcher matcher = CALL.matcher(line);
                    return matcher.results().map(call -> call.group(1).strip()).toList().stream();
                })
                .map(text -> new Call(called(text), text));
    }

    private CommandLine called(String text) {
        CommandLine command = waybill;
        for (String word : Arrays.asList(text.split("[\\s…]+"))) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                return command;
            }
            command = next;
        }
        return command;
    }

    /** All that stand below a command, with those below them. */
    private static Stream<CommandLine> all(CommandLine command) {
        return command.getSubcommands().values().stream()
                .distinct()
                .flatMap(each -> Stream.concat(Stream.of(each), all(each)));
    }

    /** Commands that do something themselves. */
    private static Stream<CommandLine> leaves(CommandLine command) {
        Stream<CommandLine> below = command.getSubcommands().values().stream()
                .filter(each -> !OF_TESTS.contains(each.getCommandName()))
                .distinct()
                .flatMap(DocumentedCommandsTest::leaves);
        boolean group = !command.getSubcommands().isEmpty()
                && command.getCommandSpec().options().stream()
                        .allMatch(option -> STANDARD.contains(option.longestName()));
        return group ? below : Stream.concat(Stream.of(command), below);
    }
}
