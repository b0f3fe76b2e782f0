package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestClock;
import io.waybill.ledger.audit.Actor;
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
        accounts.by(Actor.atCommandLine()).add("sid", Role.OPERATOR, PASSWORD, false);
        assertThat(accounts.withPassword("sid", PASSWORD)).map(Account::role).contains(Role.OPERATOR);
        assertThat(accounts.withPassword("sid", PASSWORD + " ")).isEmpty();
        assertThat(accounts.withPassword("sid", "")).isEmpty();
        assertThat(accounts.withPassword("nobody", PASSWORD)).isEmpty();
        assertThat(accounts.withPassword("sid", "x".repeat(100_000))).isEmpty();
    }

    @Test
    void theFileIsForItsOwnerOnlyAndHoldsHashesNotPasswords() throws Exception {
        new Accounts(folder).by(Actor.atCommandLine()).add("sid", Role.VIEWER, PASSWORD, false);
        Path file = folder.resolve("accounts.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("$2a$12$", "\"viewer\"").doesNotContain("horse");
    }

    @Test
    void aPasswordMayBeTypedOnAnyMachine() {
        Accounts accounts = new Accounts(folder);
        accounts.by(Actor.atCommandLine()).add("sid", Role.VIEWER, "Zoe\u0308 und die Brücke", false);
        assertThat(accounts.withPassword("sid", "Zo\u00EB und die Bru\u0308cke"))
                .isPresent();
    }

    @Test
    void whatAnotherProcessChangesIsSeenAtTheNextQuestion() {
        Accounts here = new Accounts(folder);
        Accounts there = new Accounts(folder);
        assertThat(here.all()).isEmpty();
        there.by(Actor.atCommandLine()).add("sid", Role.VIEWER, PASSWORD, false);
        assertThat(here.find("sid")).isPresent();
        there.by(Actor.atCommandLine()).role("sid", Role.ADMIN);
        assertThat(here.find("sid")).map(Account::role).contains(Role.ADMIN);
        there.by(Actor.atCommandLine()).add("ann", Role.ADMIN, PASSWORD, false);
        there.by(Actor.atCommandLine()).remove("sid");
        assertThat(here.all()).extracting(Account::name).containsExactly("ann");
    }

    @Test
    void manyAtOnceLoseNothing() {
        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> new Accounts(folder)
                        .by(Actor.atCommandLine())
                        .add("account" + i, Role.VIEWER, PASSWORD, false));
        assertThat(new Accounts(folder).all()).hasSize(8);
    }

    @Test
    void theLastAdminCanNeitherGoNorBecomeLess() {
        Accounts accounts = new Accounts(folder);
        accounts.by(Actor.atCommandLine()).add("ann", Role.ADMIN, PASSWORD, false);
        accounts.by(Actor.atCommandLine()).add("sid", Role.OPERATOR, PASSWORD, false);
        assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).remove("ann"))
                .isInstanceOf(AccountException.class)
                .hasMessage("This is the last admin: make somebody else admin first.");
        assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).role("ann", Role.VIEWER))
                .isInstanceOf(AccountException.class);
        accounts.by(Actor.atCommandLine()).role("sid", Role.ADMIN);
        accounts.by(Actor.atCommandLine()).remove("ann");
        assertThat(accounts.all()).extracting(Account::name).containsExactly("sid");
    }

    @Test
    void theFirstAccountIsMadeOnceWithAPasswordForOneTime() {
        Accounts accounts = new Accounts(folder);
        FirstPassword first =
                accounts.by(Actor.atCommandLine()).addFirst("admin").orElseThrow();
        assertThat(first.password()).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        assertThat(first.toString()).doesNotContain(first.password());
        assertThat(accounts.withPassword("admin", first.password())).get().matches(Account::oneTime);
        assertThat(accounts.by(Actor.atCommandLine()).addFirst("admin")).isEmpty();
    }

    @Test
    void theFirstPasswordIsInAFileForItsOwnerUntilAnotherIsChosen() throws Exception {
        Accounts accounts = new Accounts(folder);
        FirstPassword first =
                accounts.by(Actor.atCommandLine()).addFirst("admin").orElseThrow();
        assertThat(first.file()).hasContent(first.password());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("accounts.json"))).doesNotContain(first.password());
        accounts.by(Actor.atCommandLine()).password("admin", PASSWORD, false);
        assertThat(first.file()).doesNotExist();
    }

    @Test
    void aPasswordForOneTimeExpiresAndThatOfTheFirstAccountIsMadeAnewWhenNobodyUsedIt() {
        TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
        Accounts accounts = new Accounts(folder, clock);
        FirstPassword first =
                accounts.by(Actor.atCommandLine()).addFirst("admin").orElseThrow();
        clock.advance(Duration.ofDays(3).minusSeconds(1));
        assertThat(accounts.find("admin")).get().matches(account -> !account.expired(clock.instant()));
        assertThat(accounts.by(Actor.atCommandLine()).addFirst("admin")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.find("admin")).get().matches(account -> account.expired(clock.instant()));
        FirstPassword second =
                accounts.by(Actor.atCommandLine()).addFirst("admin").orElseThrow();
        assertThat(second.password()).isNotEqualTo(first.password());
        assertThat(second.file()).hasContent(second.password());
        assertThat(accounts.withPassword("admin", first.password())).isEmpty();

        accounts.by(Actor.atCommandLine()).password("admin", PASSWORD, false);
        accounts.by(Actor.atCommandLine()).add("sid", Role.VIEWER, PASSWORD, true);
        clock.advance(Duration.ofDays(30));
        assertThat(new Accounts(folder, clock).find("sid")).get().matches(account -> account.expired(clock.instant()));
        assertThat(accounts.find("admin")).get().matches(account -> !account.expired(clock.instant()));
        assertThat(accounts.by(Actor.atCommandLine()).addFirst("admin")).isEmpty();
        accounts.by(Actor.atCommandLine()).password("sid", "another password", true);
        assertThat(accounts.find("sid")).get().matches(account -> !account.expired(clock.instant()));
    }

    @Test
    void whatCannotBeANameOrAPasswordIsRefusedWithASentence() {
        Accounts accounts = new Accounts(folder);
        for (String name : List.of("", "Sid", "a b", "../x", "-x", "é", "x".repeat(41), "a\u0000", "<b>")) {
            assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).add(name, Role.VIEWER, PASSWORD, false))
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
            assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).add("sid", Role.VIEWER, password, false))
                    .as(password)
                    .isInstanceOf(AccountException.class);
        }
        assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).role("sid", Role.ADMIN))
                .hasMessage("There is no account sid.");
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void aFileThatSomebodyBrokeIsSaidWithItsLineAndLetsNobodyIn() throws Exception {
        Accounts accounts = new Accounts(folder);
        accounts.by(Actor.atCommandLine()).add("ann", Role.ADMIN, PASSWORD, false);
        Path file = folder.resolve("accounts.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace("\"role\" : ", "\"role\" "));
        assertThatThrownBy(() -> accounts.find("ann"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("accounts.json, line 4 is not JSON");
        Files.writeString(file, whole.replace("admin", "master"));
        assertThatThrownBy(() -> accounts.find("ann")).hasMessageContaining("expected viewer, operator or admin");
    }

    @Test
    void checkingANameThatIsNotThereTakesAboutAsLongAsOneThatIs() {
        Accounts accounts = new Accounts(folder);
        accounts.by(Actor.atCommandLine()).add("sid", Role.VIEWER, PASSWORD, false);
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

    @Test
    void aTokenIsKnownByItsDigestOnlyEndsAtItsTimeAndMayNeverDoMoreThanItsAccount() throws Exception {
        TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
        Accounts accounts = new Accounts(folder, clock);
        AccountChanges changes = accounts.by(Actor.atCommandLine());
        changes.add("ann", Role.ADMIN, PASSWORD, false);
        changes.add("sid", Role.OPERATOR, PASSWORD, false);
        String token = changes.makeToken("sid", "nightly drops", Role.OPERATOR, Duration.ofDays(90));
        assertThat(token).startsWith("waybill_").hasSizeGreaterThan(50);
        assertThat(Files.readString(folder.resolve("accounts.json")))
                .doesNotContain(token)
                .as("for the audit list")
                .contains("\"nightly drops, role operator, until 2027-02-18 12:00\"");
        assertThat(accounts.withToken(token))
                .get()
                .matches(owned -> owned.account().name().equals("sid"));
        assertThat(accounts.withToken(token + "x")).isEmpty();
        assertThat(accounts.withToken("")).isEmpty();

        assertThatThrownBy(() -> changes.makeToken("sid", "nightly drops", Role.VIEWER, null))
                .hasMessage("sid has a token 'nightly drops' already.");
        assertThatThrownBy(() -> changes.makeToken("sid", "more", Role.ADMIN, null))
                .hasMessage("sid is operator: a token of it cannot be admin.");
        assertThatThrownBy(() -> changes.makeToken("sid", "a\nb", Role.VIEWER, null))
                .isInstanceOf(AccountException.class);
        changes.role("sid", Role.VIEWER);
        Accounts.Owned owned = accounts.withToken(token).orElseThrow();
        assertThat(owned.token().roleOf(owned.account())).isEqualTo(Role.VIEWER);
        changes.password("sid", "another horse battery", false);
        assertThat(accounts.withToken(token)).isPresent();

        changes.lock("sid");
        assertThat(accounts.withToken(token)).isEmpty();
        changes.unlock("sid");
        clock.advance(Duration.ofDays(90));
        assertThat(accounts.withToken(token)).isEmpty();
        String lasting = changes.makeToken("sid", "lasting", Role.VIEWER, null);
        clock.advance(Duration.ofDays(3_000));
        assertThat(new Accounts(folder, clock).withToken(lasting)).isPresent();
        changes.revokeToken("sid", "lasting");
        assertThat(accounts.withToken(lasting)).isEmpty();
        assertThatThrownBy(() -> changes.revokeToken("sid", "lasting")).hasMessage("sid has no token 'lasting'.");
    }

    @Test
    void theLastAdminWhoIsNotLockedCanNeitherBeLockedNorGo() {
        Accounts accounts = new Accounts(folder);
        AccountChanges changes = accounts.by(Actor.atCommandLine());
        changes.add("ann", Role.ADMIN, PASSWORD, false);
        changes.add("sid", Role.ADMIN, PASSWORD, false);
        changes.lock("sid");
        assertThatThrownBy(() -> changes.lock("ann")).hasMessageContaining("the last admin");
        assertThatThrownBy(() -> changes.remove("ann")).hasMessageContaining("the last admin");
        assertThatThrownBy(() -> changes.role("ann", Role.VIEWER)).hasMessageContaining("the last admin");
        OneTimePassword once = changes.reset("sid");
        assertThat(once.toString()).doesNotContain(once.password());
        assertThat(accounts.find("sid")).get().matches(Account::locked).matches(Account::oneTime);
    }

    @Test
    void aChangeThatIsRefusedChangesAndTellsNothing() throws Exception {
        Accounts accounts = new Accounts(folder);
        accounts.by(Actor.atCommandLine()).add("ann", Role.ADMIN, PASSWORD, false);
        String before = Files.readString(folder.resolve("accounts.json"));
        assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).remove("ann"))
                .isInstanceOf(AccountException.class);
        assertThatThrownBy(() -> accounts.by(Actor.atCommandLine()).add("ann", Role.VIEWER, PASSWORD, false))
                .isInstanceOf(AccountException.class);
        assertThat(folder.resolve("accounts.json")).hasContent(before);
    }

    @Test
    void aFileOfAnEarlierVersionIsRead() throws Exception {
        Files.writeString(
                folder.resolve("accounts.json"),
                "[{\"name\": \"ann\", \"role\": \"admin\", \"password\": \"x\", \"oneTime\": true}]");
        Accounts accounts = new Accounts(folder);
        assertThat(accounts.find("ann")).get().matches(Account::oneTime).matches(account -> !account.locked());
        accounts.by(Actor.atCommandLine()).role("ann", Role.ADMIN);
        assertThat(accounts.find("ann")).get().matches(Account::oneTime);
    }
}
