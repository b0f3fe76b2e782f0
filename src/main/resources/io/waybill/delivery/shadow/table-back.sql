ALTER TABLE {table} SET SCHEMA {live}
