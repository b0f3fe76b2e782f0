/** The data folder: inboxes, work folders, zips, options files, and how files are moved so that a drop is always in exactly one place. */
package io.waybill.folder;
