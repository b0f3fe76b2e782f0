/** What the mapping files of all systems have in common: tables, defaults, policies, guards and backups of feeds. */
package io.waybill.delivery.mapping;
