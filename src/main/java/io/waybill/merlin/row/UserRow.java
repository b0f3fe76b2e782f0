package io.waybill.merlin.row;

import io.waybill.merlin.config.Role;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.Email;
import java.time.LocalDate;

/**
 * A user.
 *
 * @param team by its name
 * @param tribe by its name; says something only about a user without a team
 * @param chapter by its name
 * @param role a privileged one; null for none
 * @param organization by its name
 * @param active whether the user may log in
 * @param effectiveDate from when on the assignment holds; null for the day of the delivery
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
        Role role,
        Cell<String> organization,
        Boolean active,
        LocalDate effectiveDate) {}
