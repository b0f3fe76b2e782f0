-- Rows of the live table whose records were refused stay as they are.
INSERT INTO {written} ({image}) {overriding}
SELECT {image|t.#} FROM {stays} AS t
