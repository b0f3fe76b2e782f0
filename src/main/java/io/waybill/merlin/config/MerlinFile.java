package io.waybill.merlin.config;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.Policy;
import io.waybill.delivery.guard.GuardLimits;
import io.waybill.merlin.config.MerlinConfig.OnError;
import io.waybill.merlin.config.SummaryRules.Wording;
import io.waybill.merlin.value.DateRule;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code merlin.yaml} as it is written, key by key; nothing of it is checked but its form.
 *
 * @param system always {@code merlin}
 * @param zone of the business
 * @param texts which summary texts events get
 * @param longestSummary characters of a summary text in the target
 * @param onError what to do with a drop that has a faulty row, unless its options say
 * @param clear the cell text that clears a value
 * @param nothing words that are read as a blank cell; null for the usual ones
 * @param dates how dates are read
 * @param payBands which bands there may be
 * @param highestBonus in percent
 * @param categories category → words that mean it
 * @param departments of rows that name none
 * @param roles name → {@code model.column} that holds whoever has it
 * @param committees that go with roles
 * @param eventAliases other name → type of event
 * @param notes of events
 * @param feeds by name
 * @param models by name, in the order of the file
 * @param names what rows are called, by model; null for keys only
 * @param plurals what they are called where many of them are spoken of, by model; null for none
 * @param secret columns whose values nobody is shown, by model; null for none
 * @param guards limits on plans; null for the usual ones
 * @param backup what is backed up before a delivery, unless the options of a drop say; null for everything
 * @param redacted model → columns whose values are not written to the row log; null for none
 */
record MerlinFile(
        String system,
        String zone,
        Wording texts,
        int longestSummary,
        OnError onError,
        String clear,
        List<String> nothing,
        DateRule dates,
        PayBands payBands,
        BigDecimal highestBonus,
        LinkedHashMap<String, List<String>> categories,
        Departments departments,
        LinkedHashMap<String, String> roles,
        Committees committees,
        Map<String, String> eventAliases,
        NoteRules notes,
        LinkedHashMap<String, Feed> feeds,
        LinkedHashMap<String, Model> models,
        Map<String, String> names,
        Map<String, String> plurals,
        Map<String, Set<String>> secret,
        GuardLimits guards,
        BackupScope backup,
        Map<String, Set<String>> redacted) {
    /**
     * A feed.
     *
     * @param columns column → headers that mean it, beside its own name
     * @param policies by model
     * @param ignored headers that are left out without a word; null for none
     */
    record Feed(
            LinkedHashMap<String, List<String>> columns,
            LinkedHashMap<String, Policy> policies,
            List<String> ignored) {}
}
