/** What the adapters of all systems share: strict values, what is noticed besides the records, where they go. */
package io.waybill.school.source;
