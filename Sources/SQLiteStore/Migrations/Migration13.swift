/// What people say of articles' topics: the last word on each, `given` the time at which it was said.
///
/// Rows hang on the article and not on its tags, so that tagging anew leaves them alone.
let migration13 = """
  CREATE TABLE feedback (
    article INTEGER NOT NULL REFERENCES article, topic TEXT NOT NULL, is_given INTEGER NOT NULL, given REAL NOT NULL,
    PRIMARY KEY (article, topic)
  ) WITHOUT ROWID;
  """
