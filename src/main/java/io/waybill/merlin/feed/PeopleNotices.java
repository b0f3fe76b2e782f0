package io.waybill.merlin.feed;

import io.waybill.delivery.Outcome;
import io.waybill.format.ShortList;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.feed.WantedTable.Reference;
import io.waybill.model.Notice;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells on the waybill by which addresses people were recognised, and whose address changes. */
final class PeopleNotices {
    private static final int SHOWN = 5;

    private final BatchDelivery loading;
    private final MerlinSql sql;
    private final Outcome outcome;

    PeopleNotices(BatchDelivery loading, Outcome outcome) {
        this.loading = loading;
        this.sql = loading.sql();
        this.outcome = outcome;
    }

    private record Person(long number, long id, boolean powerful) {}

    void add() throws SQLException {
        if (loading.wanted().contains(WantedTable.USERS)) {
            renamed();
            perhapsKnown();
        }
        odd();
    }

    /** A new address is a new way to log in: of somebody with power it always waits for approval, as a role that changes hands does. */
    private void renamed() throws SQLException {
        List<Person> renamed = sql.query(
                sql.template("users-renamed.sql"),
                row -> new Person(row.getLong("number"), row.getLong("id"), row.getBoolean("powerful")));
        for (Person person : renamed) {
            if (person.powerful) {
                outcome.privilege(new Outcome.Privilege(
                        "e-mail address",
                        "User " + person.id + ", who holds a role or may administrate, gets another e-mail address."));
            }
        }
        if (!renamed.isEmpty()) {
            outcome.notice(new Notice(
                    "address-changed",
                    (renamed.size() == 1 ? "1 user gets" : renamed.size() + " users get")
                            + " another e-mail address, also as login name where that was the address: "
                            + listed(renamed)
                            + ".",
                    renamed.size()));
        }
    }

    private void perhapsKnown() throws SQLException {
        List<Person> known = sql.query(
                sql.template("users-perhaps-known.sql"),
                row -> new Person(row.getLong("number"), row.getLong("id"), false));
        if (!known.isEmpty()) {
            outcome.notice(new Notice(
                    "perhaps-known",
                    (known.size() == 1 ? "1 new user has" : known.size() + " new users have")
                            + " the name, telephone number or second address of a user who is not in the drop, and may be the same"
                            + " person: " + listed(known)
                            + ". If so, undo this delivery and give the former address in a column "
                            + MerlinFeed.FORMER_EMAIL + ".",
                    known.size()));
        }
    }

    private String listed(List<Person> people) {
        return ShortList.of(
                people.stream()
                        .map(person ->
                                "user " + person.id + " (" + loading.places().of(person.number) + ")")
                        .toList(),
                SHOWN);
    }

    private void odd() throws SQLException {
        Set<Long> odd = new TreeSet<>();
        for (WantedTable wanted : loading.wanted()) {
            if (wanted.equals(WantedTable.USERS)) {
                odd.addAll(odd(wanted.table(), "id", "key", "w.skipped"));
            }
            for (Reference reference : wanted.references()) {
                if (reference.kind().equals(WantedTable.USERS.model())) {
                    odd.addAll(
                            odd(wanted.table(), reference.column() + "_id", reference.column() + "_key", "w.skipped"));
                }
            }
        }
        if (loading.counts().containsKey(MerlinFeed.HISTORY)) {
            odd.addAll(odd("person", "id", "key", "false"));
        }
        if (!odd.isEmpty()) {
            outcome.notice(new Notice(
                    "odd-address",
                    (odd.size() == 1 ? "1 user was" : odd.size() + " users were")
                            + " recognised although the target has the e-mail address with blanks, invisible characters or the like: user "
                            + ShortList.of(odd.stream().map(String::valueOf).toList(), SHOWN)
                            + ". The address stays as it is; the same address in a column " + MerlinFeed.FORMER_EMAIL
                            + " corrects it.",
                    odd.size()));
        }
    }

    private List<Long> odd(String table, String id, String key, String skipped) throws SQLException {
        return sql.query(
                sql.template("users-odd.sql")
                        .withSql("wanted", List.of(sql.work(table)))
                        .withSql("id", List.of(id))
                        .withSql("key", List.of(key))
                        .withSql("skipped", List.of(skipped)),
                row -> row.getLong("id"));
    }
}
