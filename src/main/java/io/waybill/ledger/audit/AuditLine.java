package io.waybill.ledger.audit;

import java.time.Instant;

/**
 * A line of the audit list.
 *
 * @param id grows with each line
 * @param act word of the {@link Act}; a later version may have others
 * @param who account, or the name given on the command line; empty when nobody knows
 * @param program name of the token that a program used; empty for a person
 * @param origin network address, or {@link Actor#COMMAND_LINE}
 * @param waybill number of the waybill that it is about; null for none
 */
public record AuditLine(
        long id,
        Instant at,
        String act,
        String who,
        String program,
        String origin,
        String subject,
        String note,
        Long waybill) {}
