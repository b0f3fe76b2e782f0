package io.waybill.desk.page;

import static io.waybill.desk.account.Admission.General.ACCOUNT;
import static io.waybill.desk.account.Admission.General.EVERYBODY;
import static io.waybill.desk.account.Admission.General.VISITOR;
import static io.waybill.desk.account.Right.ACCOUNTS;
import static io.waybill.desk.account.Right.APPROVE;
import static io.waybill.desk.account.Right.AUDIT;
import static io.waybill.desk.account.Right.DROP;
import static io.waybill.desk.account.Right.MEND;
import static io.waybill.desk.account.Right.READ;
import static io.waybill.desk.account.Right.REFRESH;
import static io.waybill.desk.account.Right.RESTORE;
import static io.waybill.desk.account.Right.TOKENS;
import static io.waybill.desk.account.Right.UNDO;
import static io.waybill.desk.account.Right.VALUES;
import static io.waybill.desk.account.Right.VERIFY;

import io.waybill.desk.account.Admission;
import io.waybill.desk.http.Address;
import io.waybill.desk.http.Address.Audience;
import io.waybill.desk.http.Address.Content;
import io.waybill.desk.page.Operation.Action;
import io.waybill.ledger.audit.Act;
import java.util.List;

/**
 * All addresses of the desk: operation, path, who is admitted, page and action. Each exists twice, for people as a page and below
 * {@code /api} for programs as JSON (described in {@code openapi.json}), unless it is marked for one of them. Requests go through the route
 * {@code answer-request} in {@code routes/desk.camel.yaml}.
 */
public final class Addresses {
    static final List<Operation<?>> OPERATIONS = List.of(
            get("show-home", "/", EVERYBODY, HomePage.class, HomePage::show).forPeople(),

            // waybills
            get("list-waybills", "/waybills", READ, WaybillsPage.class, WaybillsPage::list),
            get("export-waybills", "/waybills.csv", READ, WaybillsPage.class, WaybillsPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("search-waybills", "/waybills/search", READ, WaybillsPage.class, WaybillsPage::search)
                    .forPrograms(),
            get("show-waybill", "/waybills/{number}", READ, WaybillPage.class, WaybillPage::show),
            get("download-file", "/waybills/{number}/files/{file}", VALUES, WaybillPage.class, WaybillPage::file)
                    .forPeople()
                    .audited(Deeds::downloaded),
            get("download-rejects", "/waybills/{number}/rejects.csv", VALUES, WaybillPage.class, WaybillPage::rejects)
                    .forPeople()
                    .audited(Deeds::downloaded),
            post("drop-again", "/waybills/{number}/again", DROP, WaybillPage.class, WaybillPage::again)
                    .audited(Deeds::droppedAgain),
            post("approve-waybill", "/waybills/{number}/approve", APPROVE, WaybillPage.class, WaybillPage::approve)
                    .inLedgerOnly()
                    .audited(Deeds.onWaybill(Act.APPROVED)),
            post("decline-waybill", "/waybills/{number}/decline", APPROVE, WaybillPage.class, WaybillPage::decline)
                    .inLedgerOnly()
                    .audited(Deeds.onWaybill(Act.DECLINED)),
            get("show-cancel", "/waybills/{number}/cancel", DROP, WaybillPage.class, WaybillPage::askToCancel)
                    .forPeople(),
            post("cancel-waybill", "/waybills/{number}/cancel", DROP, WaybillPage.class, WaybillPage::cancel)
                    .inLedgerOnly()
                    .audited(Deeds.onWaybill(Act.CANCELLED)),
            post("undo-waybill", "/waybills/{number}/undo", UNDO, WaybillPage.class, WaybillPage::undo)
                    .inLedgerOnly()
                    .audited(Deeds.onWaybill(Act.UNDONE)),
            get("list-changes", "/waybills/{number}/changes", READ, ChangesPage.class, ChangesPage::list),
            get("export-changes", "/waybills/{number}/changes.csv", VALUES, ChangesPage.class, ChangesPage::csv)
                    .forPeople()
                    .audited(Deeds::exportedOfWaybill),
            post("search-changes", "/waybills/{number}/changes/search", READ, ChangesPage.class, ChangesPage::search)
                    .forPrograms(),
            get("show-target-row", "/row", VALUES, TargetRowPage.class, TargetRowPage::show),

            // open rejects by cause, and what is chosen for them
            get("list-causes", "/rejects", READ, RejectsPage.class, RejectsPage::list),
            get("export-causes", "/rejects.csv", VALUES, RejectsPage.class, RejectsPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("search-causes", "/rejects/search", READ, RejectsPage.class, RejectsPage::search)
                    .forPrograms(),
            post("deliver-choices", "/rejects/deliver", MEND, RejectsPage.class, RejectsPage::deliver)
                    .audited(Deeds::delivered),
            get("list-best-candidates", "/rejects/best", VALUES, BestPage.class, BestPage::show),
            get("export-best-candidates", "/rejects/best.csv", VALUES, BestPage.class, BestPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("choose-best-candidates", "/rejects/best", MEND, BestPage.class, BestPage::choose)
                    .inLedgerOnly()
                    .audited(Deeds::answeredTogether),
            get("show-reject", "/rejects/{reject}", READ, RejectPage.class, RejectPage::show),
            post("look-up-reference", "/rejects/{reject}/look-up", MEND, RejectPage.class, RejectPage::lookUp),
            get(
                    "compare-candidates",
                    "/rejects/{reject}/candidates",
                    VALUES,
                    CandidatesPage.class,
                    CandidatesPage::show),
            post("choose-answer", "/rejects/{reject}/choose", MEND, RejectPage.class, RejectPage::choose)
                    .inLedgerOnly()
                    .audited(Deeds::answered),
            get("show-row", "/rejects/{reject}/row", MEND, RowPage.class, RowPage::show),
            post("mend-row", "/rejects/{reject}/row", MEND, RowPage.class, RowPage::mend)
                    .inLedgerOnly()
                    .audited(Deeds::mended),
            get("show-rule", "/rejects/{reject}/rule", MEND, RulePage.class, RulePage::show),
            post("make-rule", "/rejects/{reject}/rule", MEND, RulePage.class, RulePage::make)
                    .audited(Deeds::rule),

            // what decides the same rows of later drops, too
            get("list-rules", "/rules", VALUES, RulesPage.class, RulesPage::list),
            get("export-rules", "/rules.csv", VALUES, RulesPage.class, RulesPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("search-rules", "/rules/search", VALUES, RulesPage.class, RulesPage::search)
                    .forPrograms(),
            post("remove-rule", "/rules/remove", MEND, RulesPage.class, RulesPage::remove)
                    .audited(Deeds::ruleRemoved),
            post("remove-answer", "/rules/answers/remove", MEND, RulesPage.class, RulesPage::forget)
                    .inLedgerOnly()
                    .audited(Deeds::answerRemoved),

            // rejected rows in any state
            get("list-rejected-rows", "/rejected", READ, RejectedPage.class, RejectedPage::list),
            get("export-rejected-rows", "/rejected.csv", VALUES, RejectedPage.class, RejectedPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("search-rejected-rows", "/rejected/search", READ, RejectedPage.class, RejectedPage::search)
                    .forPrograms(),

            // dropping a file; a drop that has no waybill number yet
            get("list-feeds", "/drop", DROP, DropPage.class, DropPage::show),
            upload("drop-file", "/drop", DROP, DropPage.class, DropPage::drop).audited(Deeds::dropped),
            get("show-feed", "/feeds/{system}/{feed}", READ, FeedPage.class, FeedPage::show),
            get("export-days", "/feeds/{system}/{feed}/days.csv", READ, FeedPage.class, FeedPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            get("download-empty-file", "/feeds/{system}/{feed}/empty.csv", READ, DropPage.class, DropPage::emptyFile)
                    .forPeople(),
            get("show-form", "/feeds/{system}/{feed}/form", DROP, FormPage.class, FormPage::show),
            post("fill-form", "/feeds/{system}/{feed}/form", DROP, FormPage.class, FormPage::fill),
            post("download-formed-file", "/feeds/{system}/{feed}/form/file", DROP, FormPage.class, FormPage::file)
                    .forPeople(),
            post("drop-formed-file", "/feeds/{system}/{feed}/form/drop", DROP, FormPage.class, FormPage::drop)
                    .audited(Deeds::formed),
            get("find-waybill-of-drop", "/drops/{token}", READ, PendingDropPage.class, PendingDropPage::show),

            // backups
            get("list-backups", "/backups", READ, BackupsPage.class, BackupsPage::list),
            get("export-backups", "/backups.csv", READ, BackupsPage.class, BackupsPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("verify-backup", "/backups/{backup}/verify", VERIFY, BackupsPage.class, BackupsPage::verify)
                    .audited(Deeds.onBackup(Act.VERIFIED)),
            post("restore-backup", "/backups/{backup}/restore", RESTORE, BackupsPage.class, BackupsPage::restore)
                    .inLedgerOnly()
                    .audited(Deeds.onBackup(Act.RESTORED)),

            // scheduled refreshes
            get("show-schedule", "/schedule", READ, SchedulePage.class, SchedulePage::show),
            get("export-runs", "/schedule.csv", READ, SchedulePage.class, SchedulePage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            get("show-run", "/schedule/{system}/runs/{token}", READ, SchedulePage.class, SchedulePage::showRun),
            post("run-refresh", "/schedule/{system}/run", REFRESH, SchedulePage.class, SchedulePage::run)
                    .audited(Deeds::refreshed),
            get("show-report", "/reports/{system}/{report}", VALUES, ReportPage.class, ReportPage::show),
            get("export-report", "/reports/{system}/{report}/rows.csv", VALUES, ReportPage.class, ReportPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),

            // accounts, tokens for programs, the audit list
            get("list-accounts", "/accounts", ACCOUNTS, AccountsPage.class, AccountsPage::list),
            get("export-accounts", "/accounts.csv", ACCOUNTS, AccountsPage.class, AccountsPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("add-account", "/accounts", ACCOUNTS, AccountsPage.class, AccountsPage::add),
            get("show-account", "/accounts/{account}", ACCOUNTS, AccountsPage.class, AccountsPage::show),
            post("change-role", "/accounts/{account}/role", ACCOUNTS, AccountsPage.class, AccountsPage::role),
            post("reset-password", "/accounts/{account}/reset", ACCOUNTS, AccountsPage.class, AccountsPage::reset),
            post("lock-account", "/accounts/{account}/lock", ACCOUNTS, AccountsPage.class, AccountsPage::lock),
            post("unlock-account", "/accounts/{account}/unlock", ACCOUNTS, AccountsPage.class, AccountsPage::unlock),
            post(
                    "end-sessions",
                    "/accounts/{account}/end-sessions",
                    ACCOUNTS,
                    AccountsPage.class,
                    AccountsPage::endSessions),
            post("remove-account", "/accounts/{account}/remove", ACCOUNTS, AccountsPage.class, AccountsPage::remove),
            post(
                    "revoke-token-of-account",
                    "/accounts/{account}/revoke",
                    ACCOUNTS,
                    AccountsPage.class,
                    AccountsPage::revoke),
            get("list-tokens", "/tokens", TOKENS, TokensPage.class, TokensPage::list),
            get("export-tokens", "/tokens.csv", TOKENS, TokensPage.class, TokensPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),
            post("make-token", "/tokens", TOKENS, TokensPage.class, TokensPage::make),
            post("revoke-token", "/tokens/revoke", TOKENS, TokensPage.class, TokensPage::revoke),
            get("list-audit", "/audit", AUDIT, AuditPage.class, AuditPage::list),
            get("export-audit", "/audit.csv", AUDIT, AuditPage.class, AuditPage::csv)
                    .forPeople()
                    .audited(Deeds::exported),

            // logging in and out, one's own password
            get("show-log-in", "/log-in", VISITOR, LogInPage.class, LogInPage::show)
                    .forPeople(),
            post("log-in", "/log-in", VISITOR, LogInPage.class, LogInPage::logIn),
            post("log-out", "/log-out", ACCOUNT, LogInPage.class, LogInPage::logOut),
            get("show-password", "/password", ACCOUNT, LogInPage.class, LogInPage::password)
                    .forPeople(),
            post("change-password", "/password", ACCOUNT, LogInPage.class, LogInPage::changePassword),

            // the manual
            get("show-manual", "/manual", READ, ManualPage.class, ManualPage::contents)
                    .forPeople(),
            get("show-chapter", "/manual/{chapter}", READ, ManualPage.class, ManualPage::chapter)
                    .forPeople(),

            // style, script and picture; the description of the API
            get("send-asset", "/assets/{name}", EVERYBODY, Assets.class, Assets::send)
                    .forPeople(),
            get("describe-api", "/openapi.json", EVERYBODY, OpenApi.class, OpenApi::describe)
                    .forPrograms());

    private Addresses() {}

    /** All of them, in the order in which they are matched. */
    public static List<Address> all() {
        return OPERATIONS.stream().<Address>map(Operation::address).toList();
    }

    /** Whether the table itself enters an operation in the audit list. */
    public static boolean isTold(String operation) {
        return OPERATIONS.stream()
                .anyMatch(each -> each.address().operation().equals(operation) && each.deeds() != null);
    }

    private static <P> Operation<P> get(
            String operation, String path, Admission admission, Class<P> page, Action<P> action) {
        return new Operation<>(
                new Address(operation, "GET", path, admission, Audience.ALL, Content.NONE), page, action, null, false);
    }

    private static <P> Operation<P> post(
            String operation, String path, Admission admission, Class<P> page, Action<P> action) {
        return new Operation<>(
                new Address(operation, "POST", path, admission, Audience.ALL, Content.FORM), page, action, null, false);
    }

    private static <P> Operation<P> upload(
            String operation, String path, Admission admission, Class<P> page, Action<P> action) {
        return new Operation<>(
                new Address(operation, "POST", path, admission, Audience.ALL, Content.FILES),
                page,
                action,
                null,
                false);
    }
}
