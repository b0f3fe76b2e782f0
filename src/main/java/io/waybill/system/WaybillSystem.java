package io.waybill.system;

import io.waybill.database.SqlText;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.backup.RestoreNotices;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.delivery.undo.UndoNotices;
import io.waybill.refresh.RefreshFeed;
import io.waybill.settings.Settings;
import io.waybill.system.command.Dispatch;
import io.waybill.system.demo.Demo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system: a family of feeds with one target, and everything that is peculiar to it. It is on when {@code routes/<name>.camel.yaml}
 * is there. The list of systems is {@code io.waybill.boot.Systems}; a jar with a {@code META-INF/services} entry for this interface
 * is found as well. An instance holds nothing until it is started, so that a command can load every system at little cost.
 */
public interface WaybillSystem {
    /** The name in folders, settings, files and routes: a lower-case word, with hyphens and digits after the first letter. */
    String name();

    /** What each of its feeds takes, in the order in which people see them. This is the one place that says which feeds there are. */
    List<FeedGuide> feeds();

    /**
     * The statements that create what is missing of the application's own tables, run in the embedded database only: in a database of
     * the user's own the tables belong to the application. See {@link SqlText}.
     *
     * @return empty when the system has no tables of its own
     */
    default Optional<String> embeddedSchema() {
        return Optional.empty();
    }

    /** What people should know about an undo that rows alone do not tell. */
    default UndoNotices undoNotices() {
        return UndoNotices.NONE;
    }

    /** What people should know about a restored backup that rows alone do not tell; none by default. */
    default RestoreNotices restoreNotices() {
        return RestoreNotices.NONE;
    }

    /** What a scheduled refresh of the system drops; empty when it cannot be refreshed by schedule. */
    default Optional<RefreshFeed> refresh() {
        return Optional.empty();
    }

    /**
     * What each feed that delivers does to which tables: so that {@code waybill doctor} can tell which rights the database's role lacks.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default List<FeedTables> tables(Settings settings) {
        return List.of();
    }

    /**
     * As {@link #tables(Settings)}, for a system whose tables no configuration names, as its drops bring their names: those that the target has.
     *
     * @param target open; nothing may be changed by it
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default List<FeedTables> tables(Settings settings, Connection target) throws SQLException {
        return tables(settings);
    }

    /**
     * What the rows of its tables are called, by table: what people read beside keys wherever they look at changes.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default Map<String, NameTemplate> rowNames(Settings settings) {
        return Map.of();
    }

    /**
     * What its records and rows are called where many of them are spoken of, as in the sentences of guards.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default Plurals plurals(Settings settings) {
        return Plurals.NONE;
    }

    /**
     * Columns of its tables whose values nobody is shown.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default SecretColumns secretColumns(Settings settings) {
        return SecretColumns.NONE;
    }

    /** The tables that a scheduled refresh reads in a database of its own; none when it never does. */
    default List<String> refreshTables(Settings settings) {
        return List.of();
    }

    /**
     * The names of the settings that only this system has, each beginning with {@code waybill.<name>.}. A name that neither the engine
     * nor a system knows is refused at the start.
     */
    default List<String> settings() {
        return List.of();
    }

    /**
     * Checks settings and mapping file, before a database is started or reached.
     *
     * @throws io.waybill.settings.SettingsException when a setting is wrong
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default void check(Settings settings) {}

    /**
     * What {@code waybill doctor} reports on the system's configuration besides what {@link #check} refuses.
     *
     * @return usually nothing
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    default List<Remark> remarks(Settings settings) {
        return List.of();
    }

    /**
     * The names of the options that a drop of this system may have, besides those of every drop: a drop with another one is refused. By
     * default those that its feeds show to people.
     */
    default List<String> optionNames() {
        return feeds().stream()
                .flatMap(feed -> feed.options().stream())
                .map(FeedGuide.Option::name)
                .distinct()
                .toList();
    }

    /**
     * What is wrong with the values of a drop's options, so that a command says it before it drops the file. Options of a file in an inbox are
     * judged when it is carried.
     *
     * @param options by name, without those that every drop may have
     * @return a sentence for each; none when nothing is wrong
     */
    default List<String> wrongOptions(Settings settings, Map<String, String> options) {
        return List.of();
    }

    /**
     * Makes what the system's routes work with. The target need not be reachable yet.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when the mapping file is wrong
     */
    StartedSystem start(Engine engine);

    /**
     * The system's own commands: objects that picocli's {@code @Command} annotates. They are made for every command line, so they must be
     * cheap to make and to load; whatever they need is loaded when one of them is run.
     *
     * @param dispatch what a command may ask of Waybill
     */
    default List<Object> commands(Dispatch dispatch) {
        return List.of();
    }

    /** What {@code waybill demo <name>} shows; empty when there is no demonstration. */
    default Optional<Demo> demo() {
        return Optional.empty();
    }
}
