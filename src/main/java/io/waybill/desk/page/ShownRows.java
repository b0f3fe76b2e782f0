package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Change;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.LooseCell;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.delivery.naming.ReferredRow;
import io.waybill.delivery.naming.RowNames;
import io.waybill.desk.account.Right;
import io.waybill.desk.http.Form;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.ledger.LedgerEntry;
import io.waybill.match.Candidate;
import io.waybill.match.Decision;
import io.waybill.reject.AlikeRejects;
import io.waybill.reject.Cause;
import io.waybill.reject.Causes;
import io.waybill.reject.Choice;
import io.waybill.reject.ListedReject;
import io.waybill.reject.Reject;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.StandingChoice;
import io.waybill.reject.UndeliveredChoices;
import io.waybill.system.Mendings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody may see of rows. Whoever lacks {@link Right#VALUES} sees which rows and columns a waybill is about, and the word
 * {@value NamedChange#HIDDEN} where a value would be; of secret columns everybody sees just that. Every page takes the rows that it shows from here.
 */
public final class ShownRows {
    private final RowNames names;
    private final SecretColumns secrets;
    private final Mendings mendings;

    /**
     * @param names of rows, for those who may see them
     * @param secrets columns whose values nobody sees
     * @param mendings what cells of each system's rejects refer to
     */
    public ShownRows(RowNames names, SecretColumns secrets, Mendings mendings) {
        this.names = requireNonNull(names, "names");
        this.secrets = requireNonNull(secrets, "secrets");
        this.mendings = requireNonNull(mendings, "mendings");
    }

    /** The changes of a waybill, in the same order. */
    List<NamedChange> changes(Request request, long waybill, List<Change> changes) {
        return seesValues(request) ? names.of(waybill, changes) : names.without(changes);
    }

    /** A waybill: without the rows that its checks give as examples. */
    LedgerEntry waybill(Request request, LedgerEntry page) {
        return seesValues(request) ? page : page.withoutExamples();
    }

    /** A reject. */
    ListedReject reject(Request request, ListedReject listed) {
        return seesValues(request)
                ? withoutSecrets(listed)
                : new ListedReject(hidden(listed.reject()), listed.feed(), listed.closedAt(), hidden(listed.choice()));
    }

    /**
     * What the values of rejects refer to, for somebody who may see them. Rows that are only planned are found for the rejects of one waybill.
     *
     * @param rejects as they are shown
     */
    ReferredRows referred(Request request, List<ListedReject> rejects) {
        if (!seesValues(request)) {
            return ReferredRows.NONE;
        }
        Map<ReferredRows.Place, List<LooseCell>> cells = new HashMap<>();
        for (ListedReject listed : rejects) {
            RejectedRow row = listed.reject().row();
            long id = listed.reject().id();
            Map<String, ReferredColumn> columns = mendings.cells(listed.feed(), row);
            for (int i = 0; i < row.header().size(); i++) {
                String column = row.header().get(i);
                String value = row.cells().get(i);
                cells.put(
                        new ReferredRows.Place(id, column, value),
                        List.of(new LooseCell(row.kind(), column, columns.get(column), value)));
            }
            Stream<String> answers = Stream.concat(
                    row.candidates().stream().map(Candidate::value),
                    Optional.ofNullable(listed.choice()).map(Choice::answer).stream());
            List<String> causing = columns(row);
            answers.forEach(value -> cells.put(
                    new ReferredRows.Place(id, "", value),
                    causing.stream()
                            .map(column -> new LooseCell(row.kind(), column, columns.get(column), value))
                            .toList()));
        }
        List<Long> waybills =
                rejects.stream().map(each -> each.reject().waybill()).distinct().toList();
        Map<LooseCell, ReferredRow> found = names.ofCells(
                waybills.size() == 1 ? waybills.get(0) : 0,
                cells.values().stream().flatMap(List::stream).toList());
        Map<ReferredRows.Place, ReferredRow> referred = new HashMap<>();
        cells.forEach((place, meant) -> meant.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(row -> referred.put(place, row)));
        return new ReferredRows(referred);
    }

    /** What the values of the first row of each cause refer to. */
    ReferredRows referredOfCauses(Request request, Causes causes) {
        return referred(
                request,
                causes.page().stream()
                        .map(cause -> new ListedReject(cause.first(), cause.feed(), null, null))
                        .toList());
    }

    /** Rejects of one cause. */
    AlikeRejects alike(Request request, AlikeRejects alike) {
        return new AlikeRejects(
                alike.page().stream().map(each -> reject(request, each)).toList(),
                alike.rows(),
                alike.chosen(),
                standing(request, alike.standing()));
    }

    /** Causes of rejects. */
    Causes causes(Request request, Causes causes) {
        return new Causes(
                causes.page().stream()
                        .map(cause -> new Cause(
                                seesValues(request) ? withoutSecrets(cause.first()) : hidden(cause.first()),
                                cause.feed(),
                                cause.rows(),
                                cause.chosen(),
                                standing(request, cause.standing())))
                        .toList(),
                causes.rows(),
                causes.causes());
    }

    /**
     * A text that is searched for in values of rows.
     *
     * @return null for none
     * @throws RefusedException when it was sent by somebody who may not see them: what is found would say what they are
     */
    String sought(Request request, Form asked) {
        Optional<String> text = asked.sought("text");
        if (text.isPresent() && !seesValues(request)) {
            throw RefusedException.forbidden("You are logged in as "
                    + request.account().role().word() + "; to search in the values of rows needs "
                    + Right.VALUES.least().word() + ".");
        }
        return text.orElse(null);
    }

    /** The columns of a rejected row whose values nobody sees, counted from 0. */
    Set<Integer> secret(RejectedRow row) {
        Set<String> columns = secrets.of(row.kind());
        return columns.isEmpty()
                ? Set.of()
                : IntStream.range(0, row.header().size())
                        .filter(i -> columns.contains(row.header().get(i)))
                        .boxed()
                        .collect(Collectors.toSet());
    }

    /** Cells of a rejected row without those that nobody sees. */
    List<String> withoutSecrets(RejectedRow row, List<String> cells) {
        Set<Integer> secret = secret(row);
        return IntStream.range(0, cells.size())
                .mapToObj(i -> secret.contains(i) && !cells.get(i).isEmpty() ? NamedChange.HIDDEN : cells.get(i))
                .toList();
    }

    private ListedReject withoutSecrets(ListedReject listed) {
        Choice choice = listed.choice();
        return secret(listed.reject().row()).isEmpty()
                ? listed
                : new ListedReject(
                        withoutSecrets(listed.reject()),
                        listed.feed(),
                        listed.closedAt(),
                        choice == null || choice.cells() == null
                                ? choice
                                : new Choice(
                                        choice.answer(),
                                        withoutSecrets(listed.reject().row(), choice.cells()),
                                        choice.by(),
                                        choice.at()));
    }

    /** Of a row that was rejected because of a secret value, the reason is not shown either: it may quote the value. */
    private Reject withoutSecrets(Reject reject) {
        RejectedRow row = reject.row();
        Set<Integer> secret = secret(row);
        if (secret.isEmpty()) {
            return reject;
        }
        Set<String> values = secret.stream().map(row.cells()::get).collect(Collectors.toSet());
        values.remove("");
        List<String> columns = secret.stream().map(row.header()::get).toList();
        boolean about = values.stream().anyMatch(value -> row.cause().contains(value))
                || columns.stream()
                        .anyMatch(column ->
                                row.cause().contains(column) || row.reason().contains(column))
                || values.stream().anyMatch(row.reason()::contains);
        return new Reject(
                reject.id(),
                reject.waybill(),
                new RejectedRow(
                        row.kind(),
                        row.header(),
                        withoutSecrets(row, row.cells()),
                        row.keyCells(),
                        about ? columns : row.cause(),
                        row.at(),
                        row.rule(),
                        about
                                ? "It is about the secret column " + String.join(", ", columns)
                                        + ", whose values are not shown: "
                                        + row.rule().replace('-', ' ') + "."
                                : row.reason(),
                        row.candidates(),
                        row.returned()),
                reject.state(),
                reject.closedBy());
    }

    private static boolean seesValues(Request request) {
        return request.may(Right.VALUES);
    }

    private UndeliveredChoices standing(Request request, UndeliveredChoices standing) {
        return seesValues(request)
                ? standing
                : new UndeliveredChoices(standing.choices().stream()
                        .map(choice -> new StandingChoice(
                                hidden(choice.answer()), choice.mended(), choice.by(), choice.rows(), choice.latest()))
                        .toList());
    }

    private static Choice hidden(Choice choice) {
        return choice == null
                ? null
                : new Choice(
                        hidden(choice.answer()),
                        choice.cells() == null ? null : List.of(NamedChange.HIDDEN),
                        choice.by(),
                        choice.at());
    }

    private static String hidden(String answer) {
        return answer == null || Decision.isDrop(answer) ? answer : NamedChange.HIDDEN;
    }

    private static Reject hidden(Reject reject) {
        RejectedRow row = reject.row();
        return new Reject(
                reject.id(),
                reject.waybill(),
                new RejectedRow(
                        row.kind(),
                        List.of("row"),
                        List.of(NamedChange.HIDDEN),
                        List.of(),
                        columns(row),
                        row.at(),
                        row.rule(),
                        "What it says is hidden from viewers.",
                        List.of(),
                        row.returned()),
                reject.state(),
                reject.closedBy());
    }

    /** The names of the columns that caused it: a cause has the name of one, or the cells of some. */
    private static List<String> columns(RejectedRow row) {
        List<String> named = row.header().stream().filter(row.cause()::contains).toList();
        return named.isEmpty() ? ofCells(row) : named;
    }

    private static List<String> ofCells(RejectedRow row) {
        return IntStream.range(0, row.header().size())
                .filter(i -> !row.cells().get(i).isEmpty()
                        && row.cause().contains(row.cells().get(i)))
                .mapToObj(row.header()::get)
                .toList();
    }
}
