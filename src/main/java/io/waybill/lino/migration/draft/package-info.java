/** Drafts of migration steps: what differs between two dumps, and which rules would lead from one to the other. */
package io.waybill.lino.migration.draft;
