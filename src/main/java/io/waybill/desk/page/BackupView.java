package io.waybill.desk.page;

import java.util.List;

/**
 * What looking at a backup has found.
 *
 * @param id of the backup
 * @param contents what it holds, in a phrase; empty when its manifest cannot be read
 * @param complaints one sentence for each thing that is wrong; none when it is sound
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
