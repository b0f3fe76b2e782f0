package io.waybill.doctor;

import static io.waybill.doctor.Finding.missing;
import static io.waybill.doctor.Finding.note;
import static io.waybill.doctor.Finding.well;

import io.waybill.database.LedgerVersion;
import io.waybill.database.SqlText;
import io.waybill.database.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Waybill's own schema: whether it can be made, belongs to the role, and fits this version. Also the rights on the database itself. */
final class LedgerExamination {
    private static final String SUBJECT = "ledger";
    private static final String RIGHTS = "rights";

    private final Target target;
    private final Connection connection;
    private final DatabaseFacts facts;

    LedgerExamination(Target target, Connection connection, DatabaseFacts facts) {
        this.target = target;
        this.connection = connection;
        this.facts = facts;
    }

    private record Ledger(
            boolean mayCreate,
            boolean mayHaveTemporary,
            boolean there,
            boolean owned,
            boolean usable,
            String tables,
            String sequences,
            String ownedByOthers) {}

    void examine(List<Finding> findings) throws SQLException {
        Ledger ledger = read();
        onDatabase("CREATE", ledger.mayCreate, "each delivery makes a schema for its stage", findings);
        onDatabase("TEMPORARY", ledger.mayHaveTemporary, "checks use temporary views", findings);
        if (!ledger.there) {
            findings.add(
                    note(SUBJECT, "The schema waybill is not there yet: the first serve makes it.", "waybill serve"));
            return;
        }
        List<Finding> lacking = new ArrayList<>();
        if (!ledger.usable) {
            lacking.add(missing(
                    RIGHTS,
                    "User " + facts.role().name() + " may not use the schema waybill.",
                    "GRANT USAGE, CREATE ON SCHEMA waybill TO " + facts.role().name()));
        }
        if (ledger.tables != null) {
            lacking.add(missing(
                    RIGHTS,
                    "User " + facts.role().name() + " may not read and write everything in the schema waybill: "
                            + ledger.tables + ".",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA waybill TO "
                            + facts.role().name()));
        }
        if (ledger.sequences != null) {
            lacking.add(missing(
                    RIGHTS,
                    "User " + facts.role().name() + " may not take numbers in the schema waybill: " + ledger.sequences
                            + ".",
                    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA waybill TO "
                            + facts.role().name()));
        }
        findings.addAll(lacking);
        if (ledger.usable && ledger.tables == null) {
            version(findings);
        }
        if (lacking.isEmpty() && (!ledger.owned || ledger.ownedByOthers != null)) {
            findings.add(note(
                    SUBJECT,
                    "The schema waybill belongs to another role: a later version of Waybill cannot bring it up to date.",
                    "ALTER SCHEMA waybill OWNER TO " + facts.role().name()
                            + ", and the same for its tables and sequences"));
        }
    }

    private Ledger read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlText.of(LedgerExamination.class, "ledger.sql"))) {
            row.next();
            return new Ledger(
                    row.getBoolean("may_create"),
                    row.getBoolean("may_have_temporary"),
                    row.getBoolean("there"),
                    row.getBoolean("owned"),
                    row.getBoolean("usable"),
                    row.getString("tables"),
                    row.getString("sequences"),
                    row.getString("owned_by_others"));
        }
    }

    private void onDatabase(String privilege, boolean granted, String why, List<Finding> findings) {
        if (!granted) {
            findings.add(missing(
                    RIGHTS,
                    "User " + facts.role().name() + " lacks " + privilege + " on the database: " + why + ".",
                    "GRANT " + privilege + " ON DATABASE " + facts.database().name() + " TO "
                            + facts.role().name()));
        }
    }

    private void version(List<Finding> findings) {
        LedgerVersion version = target.ledgerVersion();
        if (version.newer()) {
            findings.add(missing(
                    SUBJECT,
                    "The schema waybill has version " + version.current()
                            + ", which a newer Waybill has made; this one knows " + version.known() + ".",
                    "start the newer Waybill"));
        } else if (version.current().equals(version.known())) {
            findings.add(well(SUBJECT, "The schema waybill has version " + version.current() + ", the latest."));
        } else {
            findings.add(note(
                    SUBJECT,
                    "The schema waybill has version " + version.current() + "; the next serve brings it to "
                            + version.known() + ".",
                    "waybill serve"));
        }
    }
}
