package io.waybill.cli;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.AccountException;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.Role;
import io.waybill.folder.DataFolder;
import io.waybill.settings.Settings;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            "Passwords are asked for on the terminal, or read from standard input; they are never an argument. Who is logged in"
                    + " with an account that is removed or gets another password is logged out."
        })
final class AccountCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "One of add, list, role, password and remove is needed.");
    }

    @Command(name = "add", description = "Adds an account.")
    int add(
            @Parameters(paramLabel = "NAME", description = "Name to log in with.") String name,
            @Option(names = "--role", required = true, description = "viewer, operator or admin.") Role role,
            @Option(
                            names = "--one-time",
                            description = "The password has to be changed at the first log-in, within three days.")
                    boolean oneTime)
            throws IOException {
        return done(
                accounts -> accounts.add(name, role, password(), oneTime), "Added " + name + ", " + role.word() + ".");
    }

    @Command(name = "list", description = "Lists the accounts.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        List<Account> all = accounts().all();
        if (all.isEmpty()) {
            out.println("No accounts. The first start of waybill serve makes one.");
        }
        all.forEach(account -> out.println(account.name() + "  "
                + account.role().word() + (account.oneTime() ? "  (has to change the password)" : "")));
        out.flush();
        return 0;
    }

    @Command(name = "role", description = "Gives an account another role.")
    int role(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Parameters(paramLabel = "ROLE", description = "viewer, operator or admin.") Role role)
            throws IOException {
        return done(accounts -> accounts.role(name, role), name + " is " + role.word() + " now.");
    }

    @Command(name = "password", description = "Gives an account another password.")
    int password(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Option(names = "--one-time", description = "It has to be changed at the next log-in, within three days.")
                    boolean oneTime)
            throws IOException {
        return done(
                accounts -> accounts.password(name, password(), oneTime), "The password of " + name + " is changed.");
    }

    @Command(name = "remove", description = "Removes an account.")
    int remove(@Parameters(paramLabel = "NAME", description = "The account.") String name) throws IOException {
        return done(accounts -> accounts.remove(name), "Removed " + name + ".");
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
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static Accounts accounts() {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        return new Accounts(new DataFolder(settings.data()).desk());
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
