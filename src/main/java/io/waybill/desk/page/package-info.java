/** The desk's pages: what each shows and does; the templates in {@code src/main/jte} become Java in this package. */
package io.waybill.desk.page;
