package io.waybill.desk.page;

import io.waybill.delivery.backup.BackupStore;
import java.util.List;

/**
 * Backups, the latest first.
 *
 * @param backups those that are there
 */
record BackupsView(List<BackupStore.Line> backups) implements View {
    @Override
    public String template() {
        return "backups.jte";
    }

    @Override
    public String title() {
        return "Backups";
    }

    @Override
    public Section section() {
        return Section.BACKUPS;
    }
}
