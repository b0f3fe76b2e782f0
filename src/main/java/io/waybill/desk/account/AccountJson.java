package io.waybill.desk.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.AuditEntry;
import io.waybill.ledger.audit.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The file of accounts as JSON. Files of earlier versions are an array of accounts, without the changes. */
final class AccountJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNTS = "accounts";
    private static final String CHANGES = "changesForTheAuditList";
    private static final String UNTIL = "until";
    private static final String TOKENS = "tokens";

    private AccountJson() {}

    /** @throws IOException when it cannot be read, or is not of this form */
    static AccountBook read(Path file) throws IOException {
        try {
            JsonNode whole = JSON.readTree(Files.readString(file));
            AccountBook book = new AccountBook();
            for (JsonNode entry : whole.isArray() ? whole : whole.path(ACCOUNTS)) {
                Account account = account(file, entry);
                book.accounts().put(account.name(), account);
            }
            for (JsonNode entry : whole.path(CHANGES)) {
                book.changes().add(change(file, entry));
            }
            return book;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ", line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + " is not JSON: correct it, or move the file away and start anew.",
                    e);
        }
    }

    static String text(AccountBook book) throws IOException {
        ObjectNode whole = JSON.createObjectNode();
        ArrayNode accounts = whole.putArray(ACCOUNTS);
        book.accounts().values().forEach(account -> put(accounts.addObject(), account));
        if (!book.changes().isEmpty()) {
            ArrayNode changes = whole.putArray(CHANGES);
            book.changes().forEach(change -> put(changes.addObject(), change));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n";
    }

    private static void put(ObjectNode entry, Account account) {
        entry.put("name", account.name())
                .put("role", account.role().word())
                .put("password", account.password())
                .put("oneTime", account.oneTime());
        if (account.oneTime() && !account.oneTimeUntil().equals(Instant.MAX)) {
            entry.put(UNTIL, account.oneTimeUntil().toString());
        }
        if (account.locked()) {
            entry.put("locked", true);
        }
        if (account.sessionsSince() != null) {
            entry.put("sessionsSince", account.sessionsSince().toString());
        }
        if (!account.tokens().isEmpty()) {
            ArrayNode tokens = entry.putArray(TOKENS);
            account.tokens().forEach(token -> {
                ObjectNode each = tokens.addObject()
                        .put("name", token.name())
                        .put("role", token.role().word())
                        .put("sha256", token.sha256())
                        .put("made", token.madeAt().toString());
                if (token.until() != null) {
                    each.put(UNTIL, token.until().toString());
                }
            });
        }
    }

    private static Account account(Path file, JsonNode entry) throws IOException {
        String name = entry.path("name").asText();
        String where = file + ": the account '" + name + "'";
        List<ProgramToken> tokens = new ArrayList<>();
        for (JsonNode token : entry.path(TOKENS)) {
            tokens.add(new ProgramToken(
                    token.path("name").asText(),
                    role(where, token),
                    token.path("sha256").asText(),
                    time(where, token, "made", Instant.EPOCH),
                    time(where, token, UNTIL, null)));
        }
        return new Account(
                name,
                role(where, entry),
                entry.path("password").asText(),
                // An older file does not say when a password for one time expires.
                entry.path("oneTime").asBoolean() ? time(where, entry, UNTIL, Instant.MAX) : null,
                entry.path("locked").asBoolean(),
                time(where, entry, "sessionsSince", null),
                tokens);
    }

    private static Role role(String where, JsonNode entry) throws IOException {
        return Role.ofWord(entry.path("role").asText())
                .orElseThrow(() -> new IOException(where + " has no role; expected viewer, operator or admin."));
    }

    private static Instant time(String where, JsonNode entry, String field, Instant otherwise) throws IOException {
        String text = entry.path(field).asText();
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IOException(where + " has no time '" + field + "': found '" + text
                    + "', expected one such as 2026-11-20T12:00:00Z.");
        }
    }

    private static void put(ObjectNode entry, AuditEntry change) {
        entry.put("id", change.id().toString())
                .put("at", change.at().toString())
                .put("who", change.actor().name())
                .put("program", change.actor().program())
                .put("origin", change.actor().origin())
                .put("act", change.deed().act().word())
                .put("subject", change.deed().subject())
                .put("note", change.deed().note());
    }

    private static AuditEntry change(Path file, JsonNode entry) throws IOException {
        String where = file + ": a change";
        try {
            return new AuditEntry(
                    UUID.fromString(entry.path("id").asText()),
                    time(where, entry, "at", Instant.EPOCH),
                    new Actor(
                            entry.path("who").asText(),
                            entry.path("program").asText(),
                            entry.path("origin").asText()),
                    new Deed(
                            Act.ofWord(entry.path("act").asText()).orElseThrow(IllegalArgumentException::new),
                            entry.path("subject").asText(),
                            entry.path("note").asText()));
        } catch (IllegalArgumentException e) {
            throw new IOException(where + " for the audit list is not of the form that Waybill writes: correct it.", e);
        }
    }
}
