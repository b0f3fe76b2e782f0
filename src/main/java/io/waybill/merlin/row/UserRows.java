package io.waybill.merlin.row;

import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.RolePlace;
import io.waybill.merlin.config.Roles;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.DateRule;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.FlagText;
import io.waybill.merlin.value.ParsedCell;
import io.waybill.merlin.value.TextRule;
import java.time.LocalDate;

/** Reads the rows of a users file. */
public final class UserRows extends RowReader<UserRow> {
    /** The target may have addresses that no file may have. */
    private static final TextRule ADDRESS = new TextRule(Email.LONGEST);

    private final Roles roles;
    private final DateRule dates;

    public UserRows(MerlinConfig config, MerlinOptions options, Columns columns, String file) {
        super(config, columns, file);
        this.roles = config.roles();
        this.dates = config.cells().dates().in(options.calendar());
    }

    @Override
    RowResult<UserRow> read(RowCells cells) {
        Email email = cells.needed("email", Email::parse);
        Cell<String> name = cells.cell("name", Limits.NAME::parse);
        Cell<Email> gmail = cells.cell("gmail", Email::parse);
        Cell<String> phone = cells.cell("phone", Limits.NAME::parseDigits);
        Cell<String> team = cells.cell("team", Limits.NAME::parse);
        Cell<String> tribe = cells.cell("tribe", Limits.NAME::parse);
        Cell<String> chapter = cells.cell("chapter", Limits.NAME::parse);
        Cell<Email> leader = cells.cell("leader", Email::parse);
        Cell<Email> coach = cells.cell("agile_coach", Email::parse);
        Cell<RolePlace> role = cells.cell("role", this::role);
        Cell<String> organization = cells.cell("organization", Limits.NAME::parse);
        Boolean active = cells.value("active", FlagText::parse);
        LocalDate effective = cells.value("effective_date", dates::parse);
        String former = cells.value(MerlinFeed.FORMER_EMAIL, ADDRESS::parse);
        if (email != null
                && leader.orNull() != null
                && email.key().equals(leader.orNull().key())) {
            cells.wrong("leader", "own-leader", cells.text("leader"), "somebody else", null);
        }
        return cells.result(() -> new UserRow(
                email,
                name,
                gmail,
                phone,
                team,
                tribe,
                chapter,
                leader,
                coach,
                role,
                organization,
                active,
                effective,
                former));
    }

    private ParsedCell<RolePlace> role(String cell) {
        return roles.find(cell)
                .map(ParsedCell::of)
                .orElseGet(() -> ParsedCell.wrong(
                        "unknown-role",
                        "one of " + String.join(", ", roles.names()),
                        "If there is such a role, add it to roles in merlin.yaml."));
    }
}
