/** Who may use the desk: accounts in a file, sessions in the ledger's schema, rights of each role. */
package io.waybill.desk.account;
