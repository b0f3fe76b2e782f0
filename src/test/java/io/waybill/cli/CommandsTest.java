package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.cli.Commands.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void aDropIsCarriedWithOrWithoutAServeAndAStopInTheMiddleDoesNoHarm() throws Exception {
        TestHome home = new TestHome(folder.resolve("home")).with("WAYBILL_HTTP_PORT", Integer.toString(freePort()));
        Path letter = Files.writeString(folder.resolve("letter.txt"), "hello");
        Path slow = Files.writeString(folder.resolve("slow.txt"), "hello, slowly");

        WaybillProcess none = WaybillProcess.run(home, "list");
        assertThat(none.out()).isEqualTo("No waybills.\n");
        WaybillProcess alone = WaybillProcess.run(home, "drop", "sample/letters", letter.toString(), "--wait");
        assertThat(alone.exitStatus()).as(alone.err()).isZero();
        assertThat(alone.out()).startsWith("Waybill 1: delivered\n").contains("file          letter.txt (5 bytes)");
        assertThat(letter).hasContent("hello");

        try (WaybillProcess serve = WaybillProcess.start(home, List.of(), "serve")) {
            await().atMost(SOON).until(() -> serve.out().contains("Stop with Ctrl-C"));
            assertThat(serve.out())
                    .contains("watching  " + home.inbox(), "target    sample: embedded, 127.0.0.1:", "/observe/health")
                    .contains(" (because waybill.target.sample.url is not set)\n");
            assertThat(health(home)).contains("\"status\":\"UP\"", "\"target\"", "\"folders\"");

            WaybillProcess second = WaybillProcess.run(home, "serve");
            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(second.err()).contains("is served already (serve, process ");

            WaybillProcess again = WaybillProcess.run(home, "drop", "sample/letters", letter.toString(), "--wait");
            assertThat(again.exitStatus()).as(again.err()).isZero();
            assertThat(again.out()).startsWith("Waybill 2: unchanged\n").contains("Waybill 1 delivered these bytes");
            WaybillProcess listed =
                    WaybillProcess.run(home, "list", "--feed", "sample/letters", "--state", "unchanged");
            assertThat(listed.out().lines()).hasSize(2).last().asString().contains("sample/letters", "letter.txt");

            WaybillProcess waiting =
                    WaybillProcess.start(home, List.of(), "drop", "sample/letters", slow.toString(), "--wait");
            await().atMost(SOON).until(() -> serve.err().contains("Waybill 3 (sample/letters, slow.txt"));
            waiting.signal();
            assertThat(waiting.exitStatus()).isEqualTo(143);
            assertThat(waiting.err())
                    .contains("waybill: No longer waiting for ", ": waybill serve goes on with it. See waybill ");
            serve.signal();
            assertThat(serve.exitStatus()).as(serve.err()).isEqualTo(143);
            assertThat(serve.err())
                    .contains("Waybill 3 (sample/letters) is interrupted")
                    .doesNotContain("\tat ");
        }
        assertThat(home.data().work(3).resolve("original/slow.txt")).exists();
        WaybillProcess shown = WaybillProcess.run(home, "show", "3", "--json");
        assertThat(shown.out()).contains("\"state\" : \"claimed\"", "\"waybill\" : 3");
        assertThat(Files.exists(home.data().root().resolve("postgres/cluster/postmaster.pid")))
                .isFalse();

        // Without a serve the command has the drop in hand itself; it takes up the one that was interrupted first.
        WaybillProcess carrying =
                WaybillProcess.start(home, List.of(), "drop", "sample/letters", slow.toString(), "--again", "--wait");
        await().atMost(SOON).until(() -> carrying.err().contains("Waybill 3 (sample/letters, slow.txt"));
        carrying.signal();
        assertThat(carrying.exitStatus()).isEqualTo(143);
        assertThat(carrying.err())
                .contains(
                        "waybill: Stopping: ",
                        " to end. If it does not, nothing of it is changed, and the next waybill serve")
                .doesNotContain("\tat ");
        assertThat(WaybillProcess.run(home, "show", "3", "--json").out()).contains("\"state\" : \"claimed\"");
    }

    @Test
    void aWrongCommandLineIsSaidInASentenceWithExitStatusTwo() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        WaybillProcess alone = WaybillProcess.run(home, "approve", "99");
        assertThat(alone.exitStatus()).isEqualTo(2);
        assertThat(alone.err()).startsWith("waybill: ").contains("--help").doesNotContain("\tat ");
        try (Commands commands = new Commands(home)) {
            isSaidInASentence(commands);
        }
    }

    @Test
    void aNameThatIsNearlyRightIsSuggested() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        String letter = Files.writeString(folder.resolve("letter.txt"), "hello").toString();
        try (Commands commands = new Commands(home)) {
            assertThat(commands.run("lst").err()).contains("There is no command 'lst'. Did you mean list?");
            assertThat(commands.run("frobnicate").err())
                    .startsWith("waybill: There is no command 'frobnicate'; there are: account, approve, backup, ")
                    .contains("undo.\n");
            assertThat(commands.run("lsit").err()).contains("Did you mean list?");
            assertThat(commands.run("list", "--feet", "x").err())
                    .startsWith("waybill: Unknown option: '--feet'. Did you mean --feed?\n");
            assertThat(commands.run("decline", "4", "--by", "ann", "--frobnicate", "x")
                            .err())
                    .startsWith(
                            "waybill: Unknown option: '--frobnicate'; there are: --by, --help, --note, --plan, --reason");
            assertThat(commands.run("drop", "sample/leters", letter).err())
                    .contains("There is no feed sample/leters (did you mean sample/letters?); there are: ");
            for (String[] wrong : List.of(
                    new String[] {"--system", "timetabel", "There is no system timetabel (did you mean timetable?)"},
                    new String[] {"--feed", "timetable/life", "no feed timetable/life (did you mean timetable/live?)"},
                    new String[] {"--feed", "users/", "There is no feed users/"},
                    new String[] {"--feed", "usrs", "There is no feed usrs (did you mean users?)"},
                    new String[] {"--state", "deliverd", "'deliverd' is no state (did you mean delivered?)"})) {
                Ended list = commands.run("list", wrong[0], wrong[1]);
                assertThat(list.exitStatus()).as(wrong[1]).isEqualTo(2);
                assertThat(list.err()).contains(wrong[2]);
            }
            for (String[] wrong : List.of(
                    new String[] {"approve 4 --bye ann", "Unknown option: '--bye'. Did you mean --by?"},
                    new String[] {"account role ann amdin", "'amdin' is no role (did you mean admin?)"})) {
                Ended other = commands.run(wrong[0].split(" "));
                assertThat(other.exitStatus()).as(wrong[0]).isEqualTo(2);
                assertThat(other.err()).contains(wrong[1]);
            }
            assertThat(commands.run("list", "--state", "DELIVERED", "--feed", "live")
                            .exitStatus())
                    .isZero();
            assertThat(commands.run("list", "--help").out())
                    .containsPattern("claimed, reading, staged,\\s+planned")
                    .doesNotContain("DELIVERED");
        }
    }

    @Test
    void theShellCompletesCommandsFeedsAndStates() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        try (Commands commands = new Commands(home)) {
            Path script = Files.writeString(
                    folder.resolve("completion"), commands.run("completion").out());
            assertThat(completed(script, "waybill", "sho")).containsExactly("show");
            assertThat(completed(script, "waybill", "drop", "timetable/l")).containsExactly("timetable/live");
            assertThat(completed(script, "waybill", "list", "--state", "re")).containsExactly("reading", "refused");
            assertThat(completed(script, "waybill", "list", "--system", "mer")).containsExactly("merlin");
            assertThat(completed(script, "waybill", "account", "role", "ann", "op"))
                    .containsExactly("operator");
            assertThat(commands.run("completion", "bash").out()).isEqualTo(Files.readString(script));
            Ended other = commands.run("completion", "fish");
            assertThat(other.exitStatus()).isEqualTo(2);
            assertThat(other.err()).contains("There is no completion for 'fish': there is one for bash and zsh.");
        }
    }

    /** What bash offers for the last of these words. */
    private static List<String> completed(Path script, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_waybill 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"",
                script.toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "WAYBILL_HTTP_PORT, many",
        "WAYBILL_ZONE, Nowhere",
        "WAYBILL_REFRESH_TIMETABLE_CRON, sometimes",
        "WAYBILL_REFRESH_TIMETABLE_SOURCE, post",
        "WAYBILL_TARGET_TIMETABLE_URL, jdbc:other://x",
        "WAYBILL_TARGET_TIMTABLE_URL, jdbc:postgresql://x/y",
    })
    void aServeWithAWrongSettingNamesItInASentence(String name, String value) throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home")).with(name, value);
        try (Commands commands = new Commands(home)) {
            Ended wrong = commands.run("serve");
            assertThat(wrong.exitStatus()).as(wrong.err()).isEqualTo(2);
            assertThat(wrong.err().lines()).hasSize(1);
            assertThat(wrong.err())
                    .startsWith("waybill: ")
                    .contains(name.toLowerCase(Locale.ROOT).replace('_', '.'));
        }
    }

    @Test
    void anUnknownNameInAMappingFileIsAWrongSetting() throws IOException {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        Files.writeString(folder.resolve("home/config/merlin.yaml"), "\nnonsense: 1\n", StandardOpenOption.APPEND);
        try (Commands commands = new Commands(home)) {
            for (String command : List.of("serve", "doctor")) {
                Ended wrong = commands.run(command);
                assertThat(wrong.exitStatus()).as(wrong.err()).isEqualTo(2);
                assertThat(wrong.err())
                        .startsWith("waybill: ")
                        .contains("merlin.yaml, line ", "nonsense is unknown here")
                        .endsWith("." + System.lineSeparator())
                        .hasLineCount(1);
            }
        }
    }

    private void isSaidInASentence(Commands commands) {
        for (String[] wrong : List.of(
                new String[] {"drop", "sample/none", "x"},
                new String[] {"drop", "sample/letters", folder.resolve("none").toString()},
                new String[] {"approve", "99"},
                new String[] {"undo", "the last one"},
                new String[] {})) {
            Ended process = commands.run(wrong);
            assertThat(process.exitStatus()).isEqualTo(2);
            assertThat(process.err()).startsWith("waybill: ").contains("--help").doesNotContain("\tat ");
        }
        for (String[] unknown : List.of(
                new String[] {"show", "99"},
                new String[] {"plan", "99"},
                new String[] {"approve", "99", "--by", "ann"},
                new String[] {"decline", "99", "--by", "ann", "--note", "the wrong file"},
                new String[] {"cancel", "99", "--by", "ann", "--note", "the wrong file"},
                new String[] {"undo", "99"})) {
            Ended process = commands.run(unknown);
            assertThat(process.exitStatus()).isEqualTo(1);
            assertThat(process.err()).isEqualTo("waybill: There is no waybill 99: see waybill list.\n");
        }
    }

    private static String health(TestHome home) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + home.environment().get("WAYBILL_HTTP_PORT") + "/observe/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
