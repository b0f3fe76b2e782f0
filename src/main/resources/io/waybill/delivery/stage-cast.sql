ALTER TABLE {stage} {others,types|ALTER COLUMN #1 TYPE #2 USING #1::#2}
