-- A million rows came into tables that were empty a moment ago.
ANALYZE {stage} ({key});
ANALYZE {gone} ({key});
