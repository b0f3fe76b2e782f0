package io.waybill.desk.page;

import java.util.List;

/**
 * The result of verifying a backup.
 *
 * @param id of the backup
 * @param contents its contents, as a phrase; empty when its manifest cannot be read
 * @param complaints a sentence for each fault; none when it is sound
 */
record BackupView(String id, String contents, List<String> complaints) implements View {
    @Override
    public String template() {
        return "backup.jte";
    }

    @Override
    public String title() {
        return "Backup " + id;
    }

    @Override
    public Section section() {
        return Section.BACKUPS;
    }
}
