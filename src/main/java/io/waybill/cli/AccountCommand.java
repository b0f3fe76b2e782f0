package io.waybill.cli;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.AccountChanges;
import io.waybill.desk.account.AccountException;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.Role;
import io.waybill.folder.DataFolder;
import io.waybill.ledger.audit.Actor;
import io.waybill.settings.Settings;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill account}: who may use the desk. */
@Command(
        name = "account",
        description = {
            "Keeps the accounts of the desk, in the data folder.",
            "A viewer reads; an operator also drops files and mends rejects; an admin also approves, undoes and restores.",
            "A token lets a program use an account. All changes are entered into the audit list of the desk.",
            "Passwords are asked for on the terminal, or read from standard input; they are never an argument. Who is logged in"
                    + " with an account that is removed or gets another password is logged out."
        })
final class AccountCommand implements Runnable {
    private static final int MOST_DAYS = 3_650;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "One of add, list, role, password, reset, lock, unlock, log-out, token, revoke and remove is needed.");
    }

    @Command(name = "add", description = "Adds an account.")
    int add(
            @Parameters(paramLabel = "NAME", description = "Name to log in with.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            converter = RoleWord.class,
                            completionCandidates = RoleWord.Candidates.class,
                            description = "viewer, operator or admin.")
                    Role role,
            @Option(
                            names = "--one-time",
                            description = "The password has to be changed at the first log-in, within three days.")
                    boolean oneTime)
            throws IOException {
        return done(
                accounts -> changes(accounts).add(name, role, password(), oneTime),
                "Added " + name + ", " + role.word() + ".");
    }

    @Command(name = "list", description = "Lists the accounts.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        List<Account> all = accounts().all();
        if (all.isEmpty()) {
            out.println("No accounts. The first start of waybill serve makes one.");
        }
        all.forEach(account -> {
            out.println(account.name() + "  "
                    + account.role().word()
                    + (account.oneTime() ? "  (has to change the password)" : "")
                    + (account.locked() ? "  (locked)" : ""));
            account.tokens()
                    .forEach(token -> out.println("    token '" + token.name() + "'  "
                            + token.roleOf(account).word()
                            + (token.until() == null ? "" : "  until " + token.until())));
        });
        out.flush();
        return 0;
    }

    @Command(name = "role", description = "Gives an account another role.")
    int role(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Parameters(
                            paramLabel = "ROLE",
                            converter = RoleWord.class,
                            completionCandidates = RoleWord.Candidates.class,
                            description = "viewer, operator or admin.")
                    Role role)
            throws IOException {
        return done(accounts -> changes(accounts).role(name, role), name + " is " + role.word() + " now.");
    }

    @Command(name = "password", description = "Gives an account another password.")
    int password(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Option(names = "--one-time", description = "It has to be changed at the next log-in, within three days.")
                    boolean oneTime)
            throws IOException {
        return done(
                accounts -> changes(accounts).password(name, password(), oneTime),
                "The password of " + name + " is changed.");
    }

    @Command(name = "remove", description = "Removes an account.")
    int remove(@Parameters(paramLabel = "NAME", description = "The account.") String name) throws IOException {
        return done(accounts -> changes(accounts).remove(name), "Removed " + name + ".");
    }

    @Command(
            name = "reset",
            description = "Gives an account a password that it makes, for one log-in within three days, and shows it.")
    int reset(@Parameters(paramLabel = "NAME", description = "The account.") String name) throws IOException {
        return shown(accounts -> changes(accounts).reset(name).password());
    }

    @Command(
            name = "lock",
            description =
                    "Lets nobody use an account until it is unlocked; whoever is logged in with it is logged out.")
    int lock(@Parameters(paramLabel = "NAME", description = "The account.") String name) throws IOException {
        return done(accounts -> changes(accounts).lock(name), name + " is locked.");
    }

    @Command(name = "unlock", description = "Lets an account be used again.")
    int unlock(@Parameters(paramLabel = "NAME", description = "The account.") String name) throws IOException {
        return done(accounts -> changes(accounts).unlock(name), name + " may log in again.");
    }

    @Command(name = "log-out", description = "Logs an account out everywhere.")
    int logOut(@Parameters(paramLabel = "NAME", description = "The account.") String name) throws IOException {
        return done(accounts -> changes(accounts).endSessions(name), name + " is logged out everywhere.");
    }

    @Command(
            name = "token",
            description =
                    "Makes a token, by which a program uses an account over the API, and shows it; it is kept nowhere.")
    int token(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Parameters(paramLabel = "TOKEN", description = "What the token is for.") String token,
            @Option(
                            names = "--role",
                            required = true,
                            converter = RoleWord.class,
                            completionCandidates = RoleWord.Candidates.class,
                            description = "The most that it may do, never more than its account.")
                    Role role,
            @Option(
                            names = "--days",
                            paramLabel = "DAYS",
                            defaultValue = "90",
                            description = "How long it is accepted; 0: until it is revoked. Default: ${DEFAULT-VALUE}.")
                    int days)
            throws IOException {
        if (days < 0 || days > MOST_DAYS) {
            throw new ParameterException(
                    spec.commandLine(), "--days must be between 0 and " + MOST_DAYS + ", not " + days + ".");
        }
        return shown(
                accounts -> changes(accounts).makeToken(name, token, role, days == 0 ? null : Duration.ofDays(days)));
    }

    @Command(name = "revoke", description = "Revokes a token of an account.")
    int revoke(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Parameters(paramLabel = "TOKEN", description = "Name of the token.") String token)
            throws IOException {
        return done(accounts -> changes(accounts).revokeToken(name, token), "The token '" + token + "' is revoked.");
    }

    private static AccountChanges changes(Accounts accounts) {
        return accounts.by(Actor.atCommandLine());
    }

    private interface Making {
        String secret(Accounts accounts);
    }

    /** The secret is what was asked for, and all that standard output gets. */
    private int shown(Making making) throws IOException {
        String[] secret = new String[1];
        int status = done(accounts -> secret[0] = making.secret(accounts), "");
        if (status == 0) {
            spec.commandLine().getOut().println(secret[0]);
            spec.commandLine().getOut().flush();
        }
        return status;
    }

    private interface Change {
        void make(Accounts accounts) throws IOException;
    }

    private int done(Change change, String sentence) throws IOException {
        try {
            change.make(accounts());
        } catch (AccountException e) {
            spec.commandLine().getErr().println("waybill: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return spec.exitCodeOnExecutionException();
        }
        if (!sentence.isEmpty()) {
            spec.commandLine().getOut().println(sentence);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private static Accounts accounts() {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        return new Accounts(new DataFolder(settings.data()).desk(), Clock.system(settings.zone()));
    }

    private static String password() throws IOException {
        Optional<Console> terminal = Terminal.interactive();
        if (terminal.isEmpty()) {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new AccountException("Standard input holds no password: write it there as one line.");
            }
            return line;
        }
        char[] first = terminal.get().readPassword("Password: ");
        char[] again = terminal.get().readPassword("Once more: ");
        if (first == null || again == null || !Arrays.equals(first, again)) {
            throw new AccountException("The two passwords differ.");
        }
        return new String(first);
    }
}
