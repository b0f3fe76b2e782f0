/** Who may use the desk, and for what: accounts in a file, sessions in the ledger's schema. */
package io.waybill.desk.account;
