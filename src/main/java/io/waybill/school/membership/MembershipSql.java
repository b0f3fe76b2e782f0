package io.waybill.school.membership;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * What {@link DatedGroup} says of one group, for all groups at once. Nothing is changed in the target: each method writes the rows that
 * would be different into a working table, with all their values.
 *
 * <p>Rows that change have {@code id} (null for new ones), {@code group_id, element_id, during, inverse, withdrawn}, groups that change
 * {@code group_id, during, withdrawn}.
 */
public final class MembershipSql {
    private final Connection connection;
    private final TableName groups;
    private final TableName memberships;

    /**
     * @param groups with {@code id, during, withdrawn}
     * @param memberships with the columns above
     */
    public MembershipSql(Connection connection, TableName groups, TableName memberships) {
        this.connection = requireNonNull(connection, "connection");
        this.groups = requireNonNull(groups, "groups");
        this.memberships = requireNonNull(memberships, "memberships");
    }

    /**
     * Tells which rows change when the members of groups on a day become those that a source names.
     *
     * @param scope the groups, as {@code group_id}
     * @param wanted whom the source names, as {@code group_id, element_id}, without repetition
     * @param owned whom the source may remove, as {@code element_id}
     * @param changes receives the rows
     * @throws SQLException when the database refuses it
     */
    public void synchronise(LocalDate day, TableName scope, TableName wanted, TableName owned, TableName changes)
            throws SQLException {
        run(
                template("synchronise.sql")
                        .with("scope", scope.schema(), scope.name())
                        .with("wanted", wanted.schema(), wanted.name())
                        .with("owned", owned.schema(), owned.name()),
                changes,
                day,
                1);
    }

    /**
     * Tells which groups change when they end as of a day; {@link #move} then tells the same of their members.
     *
     * @param scope the groups, as {@code group_id}
     * @param changes receives the groups
     * @throws SQLException when the database refuses it
     */
    public void cease(LocalDate day, TableName scope, TableName changes) throws SQLException {
        run(template("cease.sql").with("scope", scope.schema(), scope.name()), changes, day, 4);
    }

    /**
     * Tells which rows change when groups get other days; with the days that they have already, which rows lie outside of them.
     *
     * @param moved the groups that change; in the target they still have their old days
     * @param changes receives the rows
     * @throws SQLException when the database refuses it
     */
    public void move(TableName moved, TableName changes) throws SQLException {
        run(template("move.sql").with("moved", moved.schema(), moved.name()), changes, null, 0);
    }

    private SqlTemplate template(String file) {
        return SqlTemplate.load(MembershipSql.class, file)
                .with("groups", groups.schema(), groups.name())
                .with("memberships", memberships.schema(), memberships.name());
    }

    private void run(SqlTemplate template, TableName changes, LocalDate day, int times) throws SQLException {
        String sql = template.with("changes", changes.schema(), changes.name()).sql();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int parameter = 1; parameter <= times; parameter++) {
                statement.setObject(parameter, day);
            }
            statement.executeUpdate();
        }
    }
}
