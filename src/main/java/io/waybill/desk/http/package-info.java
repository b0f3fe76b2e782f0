/** What the desk makes of HTTP: requests as they are let in, forms, uploads, downloads, replies. */
package io.waybill.desk.http;
