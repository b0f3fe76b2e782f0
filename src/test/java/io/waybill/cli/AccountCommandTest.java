package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.cli.Commands.Ended;
import io.waybill.desk.Visitor;
import io.waybill.desk.account.Account;
import io.waybill.desk.account.Accounts;
import io.waybill.ledger.audit.Actor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCommandTest {
    @TempDir
    private Path folder;

    private Commands commands;

    @AfterEach
    void close() {
        if (commands != null) {
            commands.close();
        }
    }

    @Test
    void accountsAreAddedListedChangedAndRemovedWithPasswordsFromStandardInput() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        commands = new Commands(home);
        Accounts accounts = new Accounts(home.data().root().resolve("desk"));

        Ended added = commands.runWithInput("correct horse battery\n", "account", "add", "ann", "--role", "admin");
        assertThat(added.exitStatus()).as(added.err()).isZero();
        assertThat(added.out()).isEqualTo("Added ann, admin.\n");
        assertThat(accounts.withPassword("ann", "correct horse battery")).isPresent();

        Ended bad = commands.runWithInput("short\n", "account", "add", "sid", "--role", "viewer", "--one-time");
        assertThat(bad.exitStatus()).isEqualTo(1);
        assertThat(bad.err()).isEqualTo("waybill: A password needs at least 12 characters.\n");
        Ended none = commands.runWithInput("", "account", "password", "ann");
        assertThat(none.exitStatus()).isEqualTo(1);
        assertThat(none.err()).contains("Standard input holds no password");
        Ended argument = commands.runWithInput("", "account", "add", "x", "--password", "secret");
        assertThat(argument.exitStatus()).isEqualTo(2);
        assertThat(commands.run("account").exitStatus()).isEqualTo(2);

        accounts.by(Actor.atCommandLine())
                .add("sid", io.waybill.desk.account.Role.VIEWER, "correct horse battery", true);
        assertThat(commands.run("account", "list").out())
                .isEqualTo("ann  admin\nsid  viewer  (has to change the password)\n");
        assertThat(commands.run("account", "role", "sid", "operator").exitStatus())
                .isZero();
        Ended token = commands.run("account", "token", "sid", "nightly", "--role", "viewer", "--days", "0");
        assertThat(token.exitStatus()).as(token.err()).isZero();
        assertThat(token.out()).matches("waybill_[A-Za-z0-9_-]{43}\n");
        assertThat(commands.run("account", "token", "sid", "more", "--role", "admin")
                        .err())
                .isEqualTo("waybill: sid is operator: a token of it cannot be admin.\n");
        assertThat(commands.run("account", "token", "sid", "more", "--role", "viewer", "--days", "-1")
                        .exitStatus())
                .isEqualTo(2);
        assertThat(commands.run("account", "lock", "sid").out()).isEqualTo("sid is locked.\n");
        assertThat(commands.run("account", "list").out())
                .contains("sid  operator  (has to change the password)  (locked)\n    token 'nightly'  viewer\n");
        assertThat(commands.run("account", "unlock", "sid").exitStatus()).isZero();
        assertThat(commands.run("account", "log-out", "sid").exitStatus()).isZero();
        assertThat(commands.run("account", "revoke", "sid", "nightly").exitStatus())
                .isZero();
        Ended reset = commands.run("account", "reset", "sid");
        assertThat(accounts.withPassword("sid", reset.out().strip())).isPresent();
        Ended last = commands.run("account", "remove", "ann");
        assertThat(last.exitStatus()).isEqualTo(1);
        assertThat(last.err()).contains("the last admin");
        assertThat(commands.run("account", "remove", "sid").exitStatus()).isZero();
        assertThat(accounts.all()).extracting(Account::name).containsExactly("ann");
    }

    @Test
    @Tag("thorough")
    void theFirstStartLeavesAPasswordForOneTimeInAFileAndAPortThatIsTakenIsSaidAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            TestHome home = TestHome.ofProject(folder.resolve("home"))
                    .with("WAYBILL_DESK_PORT", Integer.toString(taken.getLocalPort()));
            WaybillProcess refused = WaybillProcess.run(home, "serve");
            assertThat(refused.exitStatus()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("Port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had", "waybill.desk.port")
                    .doesNotContain("\tat ");
            int port = taken.getLocalPort();
            taken.close();

            try (WaybillProcess serve = WaybillProcess.start(home, List.of(), "serve")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> serve.out().contains("Stop with Ctrl-C"));
                assertThat(serve.out()).contains("desk      http://127.0.0.1:" + port + "/");
                Path file = home.data().root().resolve("desk/admin.first-password");
                assertThat(serve.out()).contains("as admin, once before ", ", with the password in " + file);
                String password = Files.readString(file).strip();
                assertThat(serve.out() + serve.err()).doesNotContain(password);
                try (Stream<Path> logs = Files.walk(home.data().root())) {
                    assertThat(logs.filter(each -> each.toString().endsWith(".log"))
                                    .map(AccountCommandTest::text))
                            .noneMatch(log -> log.contains(password));
                }
                Visitor admin = new Visitor("http://127.0.0.1:" + port);
                admin.logIn("admin", password);
                assertThat(admin.get("/waybills").location()).isEqualTo("/password");
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
