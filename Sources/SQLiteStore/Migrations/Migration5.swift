/// Names of articles that feeds have renamed, and what is known of each feed's names.
///
/// `alias` leads from the id that an entry would be given today to the article that it is; only renamed articles stand in
/// it. `identity` is a JSON array (`FeedStateTable`), NULL for a feed whose names were never amiss.
let migration5 = """
  CREATE TABLE alias (id TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES article) WITHOUT ROWID;
  ALTER TABLE feed_state ADD COLUMN identity TEXT;
  """
