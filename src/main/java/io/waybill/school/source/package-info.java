/** What the adapters of all systems share: strict values, what is told besides the records, where they go. */
package io.waybill.school.source;
