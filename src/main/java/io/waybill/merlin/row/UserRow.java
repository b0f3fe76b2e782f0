package io.waybill.merlin.row;

import io.waybill.merlin.config.RolePlace;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import java.time.LocalDate;

/**
 * A row of a users file.
 *
 * @param team by its name
 * @param tribe by its name; used only for a user without a team
 * @param chapter by its name
 * @param role that the user gets; cleared when the user gives up every role
 * @param organization by its name
 * @param active whether the user may log in
 * @param effectiveDate from when the assignment is valid; null for the day of the delivery
 * @param former address by which the target knows the user, in whatever form it is stored there; null for the same one
 */
public record UserRow(
        Email email,
        Cell<String> name,
        Cell<Email> gmail,
        Cell<String> phone,
        Cell<String> team,
        Cell<String> tribe,
        Cell<String> chapter,
        Cell<Email> leader,
        Cell<Email> agileCoach,
        Cell<RolePlace> role,
        Cell<String> organization,
        Boolean active,
        LocalDate effectiveDate,
        String former) {}
