SELECT number, field, has, wanted FROM {work}.kept ORDER BY number, field
