-- Rows that only repeat earlier ones.
SELECT number FROM {work}.repeated
