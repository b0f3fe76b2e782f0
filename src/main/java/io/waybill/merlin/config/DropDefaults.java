package io.waybill.merlin.config;

import io.waybill.delivery.BackupScope;
import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.config.MerlinConfig.OnError;

/**
 * How a drop is handled unless its options say.
 *
 * @param onError what to do with a drop that has a faulty row
 * @param backup what is backed up before a delivery
 */
public record DropDefaults(OnError onError, BackupScope backup) {
    static DropDefaults of(MerlinFile said, MappingFile file) {
        file.require("on-error", said.onError() != null, null, "skip-row or abort");
        return new DropDefaults(said.onError(), said.backup() == null ? BackupScope.FULL : said.backup());
    }
}
