/**
 * Lino: a site's dump ({@code dump2py}) is delivered into the site's tables, without Python.
 *
 * <p>A dump becomes rows by the names of its columns (record), may be moved to another version (migration), and is restored as a whole.
 */
package io.waybill.lino;
