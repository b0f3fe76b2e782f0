/**
 * Dumps of Lino sites ({@code dump2py}): a folder of Python files, none of which is ever executed. A dump is read by a grammar of its
 * own, far smaller than Python's; whatever lies outside is a fault with its place in the file.
 *
 * <p>Whoever reads uses {@link io.waybill.format.lino.LinoDump}: it reads {@code restore.py} into a
 * {@link io.waybill.format.lino.RestoreScript}, which says what each value of a row means, and then the rows of the data files through
 * {@link io.waybill.format.lino.DataFileReader}. Beneath them PythonScanner knows the
 * tokens, LiteralDecoder what stands between quotes, StatementShape the statements.
 */
package io.waybill.format.lino;
