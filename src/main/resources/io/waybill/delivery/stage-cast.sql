ALTER TABLE {stage} ALTER COLUMN {column} TYPE {type} USING {column}::{type}
