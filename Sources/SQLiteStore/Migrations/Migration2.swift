/// Counters in one row, kept by every batch: counting a million rows on each page costs more than the page.
let migration2 = """
  CREATE TABLE counter (
    only INTEGER PRIMARY KEY CHECK (only = 1), articles INTEGER NOT NULL, tagged INTEGER NOT NULL, last_first_seen REAL
  );
  INSERT INTO counter
    SELECT 1, count(*), count(*) FILTER (WHERE best_score IS NOT NULL), max(first_seen) FROM article;
  """
