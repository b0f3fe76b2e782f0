-- Rows with a key that have no source after this.
SELECT (SELECT count(*) FROM {now.staffs} AS t WHERE datasource_id IS NULL AND source_id NOT IN ('', '0'))
     + (SELECT count(*) FROM {now.pupils} AS t WHERE datasource_id IS NULL AND source_id NOT IN ('', '0'))
     + (SELECT count(*) FROM {now.locationaliases} AS t WHERE datasource_id IS NULL AND source_id NOT IN ('', '0'))
     + (SELECT count(*) FROM {now.groups} AS t
        WHERE datasource_id IS NULL AND source_id NOT IN ('', '0') AND kind IN ('tutor', 'teaching', 'other half', 'custom'))
