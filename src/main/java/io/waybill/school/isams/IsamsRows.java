package io.waybill.school.isams;

import io.waybill.format.Position;
import io.waybill.format.isams.IsamsRecord;
import io.waybill.school.source.Answers;
import io.waybill.school.source.SourceValues;

/**
 * How the records of a document are read.
 *
 * @param file name of the document as its owner knows it
 * @param answers what people have said about values that cannot be used
 */
record IsamsRows(String file, Answers answers) {
    /** The values of a record. */
    SourceValues values(IsamsRecord record) {
        return new SourceValues(Position.ofLine(file, record.line()), record.name(), record::value, answers);
    }
}
