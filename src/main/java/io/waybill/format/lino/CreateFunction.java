package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code restore.py} says of the rows of one table: the order of their values, and where each goes.
 *
 * @param table of the site's database, as the function's name says
 * @param model the variable of the model whose rows these are; null when the function returns None, so that its rows are skipped
 * @param parameters names of the values of a row, in their order; a name differs from the one in the data file's comment exactly when the
 *     column is a foreign key
 * @param columns that are filled, in the order of the function
 * @param parent of a model that extends another one
 * @param choices the list of choices that a parameter is from, by parameter, as the source of the dump knew it
 * @param at where its definition begins
 */
public record CreateFunction(
        String table,
        String model,
        List<String> parameters,
        List<DumpColumn> columns,
        Optional<Parent> parent,
        Map<String, String> choices,
        Position at) {
    public CreateFunction {
        requireNonNull(table, "table");
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        choices = Map.copyOf(choices);
    }

    /**
     * The row of the parent that a row of an extending model belongs to.
     *
     * @param model variable of the parent's model
     * @param pointer name of the parameter with the parent's key, which is also the name of the column and the key of the child
     */
    public record Parent(String model, String pointer) {}

    /** Whether its rows are skipped on purpose. */
    public boolean skipped() {
        return model == null;
    }
}
