package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.format.csv.CsvLines;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Audit;
import io.waybill.ledger.audit.AuditFilter;
import io.waybill.ledger.audit.AuditLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The audit list: what people and programs did, for admins. */
public final class AuditPage {
    private static final int A_PAGE = 100;
    private static final int MOST = 1_000;

    private final Audit audit;
    private final Accounts accounts;
    private final ZoneId zone;

    /**
     * @param accounts whose changes belong into the list, too
     * @param zone that people read times in
     */
    public AuditPage(Audit audit, Accounts accounts, ZoneId zone) {
        this.audit = requireNonNull(audit, "audit");
        this.accounts = requireNonNull(accounts, "accounts");
        this.zone = requireNonNull(zone, "zone");
    }

    /** Those that match the query, the latest first. */
    Answer list(Request request) {
        accounts.tell(audit);
        Form asked = request.query();
        AuditFilter filter = filter(asked);
        int limit = (int) Math.min(asked.number("limit").orElse((long) A_PAGE), MOST);
        List<AuditLine> lines = audit.list(filter, limit + 1);
        boolean more = lines.size() > limit;
        List<AuditLine> page = more ? lines.subList(0, limit) : lines;
        return new AuditView(
                page,
                more ? page.get(limit - 1).id() : null,
                filter,
                asked.raw("from"),
                asked.raw("to"),
                accounts.all().stream().map(Account::name).toList());
    }

    /** All that match the query, as a table for spreadsheets. */
    Answer csv(Request request) {
        accounts.tell(audit);
        AuditFilter filter = filter(request.query()).below(null);
        return new Answer.Csv("audit.csv", out -> write(filter, out));
    }

    private void write(AuditFilter filter, CsvLines out) throws IOException {
        out.row(List.of("when", "who", "token", "act", "subject", "note", "waybill", "from"));
        try {
            audit.each(filter, line -> write(line, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(AuditLine line, CsvLines out) {
        try {
            out.row(List.of(
                    SpreadsheetTime.of(line.at(), zone),
                    line.who(),
                    line.program(),
                    line.act(),
                    line.subject(),
                    line.note(),
                    line.waybill() == null ? "" : line.waybill().toString(),
                    line.origin()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuditFilter filter(Form asked) {
        return new AuditFilter(
                asked.sought("who").orElse(null),
                asked.text("act").map(AuditPage::act).orElse(null),
                asked.number("waybill").orElse(null),
                asked.text("from").map(text -> day(text, 0)).orElse(null),
                asked.text("to").map(text -> day(text, 1)).orElse(null),
                asked.number("below").orElse(null));
    }

    private static Act act(String word) {
        return Act.ofWord(word).orElseThrow(() -> RefusedException.badRequest("There is no act '" + word + "'."));
    }

    /** The beginning of a day, or of one after it. */
    private Instant day(String text, int later) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 2000 || day.getYear() > 9999) {
                throw new DateTimeException("no year of Waybill's");
            }
            return day.plusDays(later).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw RefusedException.badRequest("'" + text + "' is not a day: expected one such as 2026-02-28.");
        }
    }
}
