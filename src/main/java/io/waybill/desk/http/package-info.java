/** The desk's HTTP: addresses, admission, forms, uploads, downloads, replies. */
package io.waybill.desk.http;
