package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestClock;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    @Test
    void anAccountIsLetInByItsNameAndPasswordOnly() {
        Accounts accounts = new Accounts(folder);
        accounts.add("sid", Role.OPERATOR, PASSWORD, false);
        assertThat(accounts.withPassword("sid", PASSWORD)).map(Account::role).contains(Role.OPERATOR);
        assertThat(accounts.withPassword("sid", PASSWORD + " ")).isEmpty();
        assertThat(accounts.withPassword("sid", "")).isEmpty();
        assertThat(accounts.withPassword("nobody", PASSWORD)).isEmpty();
        assertThat(accounts.withPassword("sid", "x".repeat(100_000))).isEmpty();
    }

    @Test
    void theFileIsForItsOwnerOnlyAndHoldsHashesNotPasswords() throws Exception {
        new Accounts(folder).add("sid", Role.VIEWER, PASSWORD, false);
        Path file = folder.resolve("accounts.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("$2a$12$", "\"viewer\"").doesNotContain("horse");
    }

    @Test
    void aPasswordMayBeTypedOnAnyMachine() {
        Accounts accounts = new Accounts(folder);
        accounts.add("sid", Role.VIEWER, "Zoe\u0308 und die Brücke", false);
        assertThat(accounts.withPassword("sid", "Zo\u00EB und die Bru\u0308cke"))
                .isPresent();
    }

    @Test
    void whatAnotherProcessChangesIsSeenAtTheNextQuestion() {
        Accounts here = new Accounts(folder);
        Accounts there = new Accounts(folder);
        assertThat(here.all()).isEmpty();
        there.add("sid", Role.VIEWER, PASSWORD, false);
        assertThat(here.find("sid")).isPresent();
        there.role("sid", Role.ADMIN);
        assertThat(here.find("sid")).map(Account::role).contains(Role.ADMIN);
        there.add("ann", Role.ADMIN, PASSWORD, false);
        there.remove("sid");
        assertThat(here.all()).extracting(Account::name).containsExactly("ann");
    }

    @Test
    void manyAtOnceLoseNothing() {
        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> new Accounts(folder).add("account" + i, Role.VIEWER, PASSWORD, false));
        assertThat(new Accounts(folder).all()).hasSize(8);
    }

    @Test
    void theLastAdminCanNeitherGoNorBecomeLess() {
        Accounts accounts = new Accounts(folder);
        accounts.add("ann", Role.ADMIN, PASSWORD, false);
        accounts.add("sid", Role.OPERATOR, PASSWORD, false);
        assertThatThrownBy(() -> accounts.remove("ann"))
                .isInstanceOf(AccountException.class)
                .hasMessage("This is the last admin: make somebody else admin first.");
        assertThatThrownBy(() -> accounts.role("ann", Role.VIEWER)).isInstanceOf(AccountException.class);
        accounts.role("sid", Role.ADMIN);
        accounts.remove("ann");
        assertThat(accounts.all()).extracting(Account::name).containsExactly("sid");
    }

    @Test
    void theFirstAccountIsMadeOnceWithAPasswordForOneTime() {
        Accounts accounts = new Accounts(folder);
        FirstPassword first = accounts.addFirst("admin").orElseThrow();
        assertThat(first.password()).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        assertThat(first.toString()).doesNotContain(first.password());
        assertThat(accounts.withPassword("admin", first.password())).get().matches(Account::oneTime);
        assertThat(accounts.addFirst("admin")).isEmpty();
    }

    @Test
    void theFirstPasswordIsInAFileForItsOwnerUntilAnotherIsChosen() throws Exception {
        Accounts accounts = new Accounts(folder);
        FirstPassword first = accounts.addFirst("admin").orElseThrow();
        assertThat(first.file()).hasContent(first.password());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("accounts.json"))).doesNotContain(first.password());
        accounts.password("admin", PASSWORD, false);
        assertThat(first.file()).doesNotExist();
    }

    @Test
    void aPasswordForOneTimeExpiresAndThatOfTheFirstAccountIsMadeAnewWhenNobodyUsedIt() {
        TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
        Accounts accounts = new Accounts(folder, clock);
        FirstPassword first = accounts.addFirst("admin").orElseThrow();
        clock.advance(Duration.ofDays(3).minusSeconds(1));
        assertThat(accounts.find("admin")).get().matches(account -> !account.expired(clock.instant()));
        assertThat(accounts.addFirst("admin")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.find("admin")).get().matches(account -> account.expired(clock.instant()));
        FirstPassword second = accounts.addFirst("admin").orElseThrow();
        assertThat(second.password()).isNotEqualTo(first.password());
        assertThat(second.file()).hasContent(second.password());
        assertThat(accounts.withPassword("admin", first.password())).isEmpty();

        accounts.password("admin", PASSWORD, false);
        accounts.add("sid", Role.VIEWER, PASSWORD, true);
        clock.advance(Duration.ofDays(30));
        assertThat(new Accounts(folder, clock).find("sid")).get().matches(account -> account.expired(clock.instant()));
        assertThat(accounts.find("admin")).get().matches(account -> !account.expired(clock.instant()));
        assertThat(accounts.addFirst("admin")).isEmpty();
        accounts.password("sid", "another password", true);
        assertThat(accounts.find("sid")).get().matches(account -> !account.expired(clock.instant()));
    }

    @Test
    void whatCannotBeANameOrAPasswordIsRefusedWithASentence() {
        Accounts accounts = new Accounts(folder);
        for (String name : List.of("", "Sid", "a b", "../x", "-x", "é", "x".repeat(41), "a\u0000", "<b>")) {
            assertThatThrownBy(() -> accounts.add(name, Role.VIEWER, PASSWORD, false))
                    .as(name)
                    .isInstanceOf(AccountException.class)
                    .hasMessageContaining("cannot be a name");
        }
        for (String password : List.of(
                "",
                "short",
                "elevenchars",
                "aaaaaaaaaaaaaaaa",
                "sid-sid-sid-sid",
                "tab\tin the middle",
                "é".repeat(37))) {
            assertThatThrownBy(() -> accounts.add("sid", Role.VIEWER, password, false))
                    .as(password)
                    .isInstanceOf(AccountException.class);
        }
        assertThatThrownBy(() -> accounts.role("sid", Role.ADMIN)).hasMessage("There is no account sid.");
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void aFileThatSomebodyBrokeIsSaidWithItsLineAndLetsNobodyIn() throws Exception {
        Accounts accounts = new Accounts(folder);
        accounts.add("ann", Role.ADMIN, PASSWORD, false);
        Path file = folder.resolve("accounts.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace("\"role\" : ", "\"role\" "));
        assertThatThrownBy(() -> accounts.find("ann"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("accounts.json, line 3 is not JSON");
        Files.writeString(file, whole.replace("admin", "master"));
        assertThatThrownBy(() -> accounts.find("ann")).hasMessageContaining("expected viewer, operator or admin");
    }

    @Test
    void checkingANameThatIsNotThereTakesAboutAsLongAsOneThatIs() {
        Accounts accounts = new Accounts(folder);
        accounts.add("sid", Role.VIEWER, PASSWORD, false);
        long there = time(accounts, "sid");
        long notThere = time(accounts, "nobody");
        assertThat((double) notThere / there).isBetween(0.2, 5.0);
    }

    private static long time(Accounts accounts, String name) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            accounts.withPassword(name, "wrong");
            least = Math.min(least, System.nanoTime() - begun);
        }
        return least;
    }
}
