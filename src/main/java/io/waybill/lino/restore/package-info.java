/**
 * The restoring of a dump: what it has is put beside what the target has before anything is touched (Preflight), its rows are staged
 * (SiteRestoreSteps), rows that the target's rules would refuse become rejects (StagedRejects), and the engine delivers the rest.
 */
package io.waybill.lino.restore;
