/// Articles with what they are found by, feed states, and the search index.
///
/// Times are seconds since 2001-01-01 UTC, as Foundation keeps them, so that they come back exactly;
/// `datetime(published + 978307200, 'unixepoch')` shows one. Lists are JSON
/// arrays (`ClassificationJSON`); `html` is its difference from `text` (`TextDelta`).
///
/// In `article`, what queries look at stands first: SQLite reads a row only as far as it must.
/// The three tables of names repeat `published`, so that the newest articles of a name are read in order.
/// `search` holds folded words (`Querying.SearchText`) and no text; the `ascii` tokenizer only splits them at spaces.
let migration1 = """
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE feed_state (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT, last_modified TEXT, body_hash TEXT, health TEXT NOT NULL,
    failure_code TEXT, failure_message TEXT, failure_at REAL, consecutive_failures INTEGER NOT NULL,
    last_poll REAL, last_success REAL, last_change REAL, next_poll REAL,
    freshness_seconds INTEGER, ttl_seconds INTEGER, syndication_seconds INTEGER,
    skip_hours TEXT NOT NULL, skip_days TEXT NOT NULL, published_title TEXT, format TEXT, defect_count INTEGER NOT NULL,
    request_count INTEGER NOT NULL, not_modified_count INTEGER NOT NULL, received_bytes INTEGER NOT NULL,
    article_count INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX feed_state_by_next_poll ON feed_state (next_poll);

  CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, feed TEXT NOT NULL, published REAL NOT NULL,
    content_hash TEXT NOT NULL, language_key TEXT NOT NULL, host_key TEXT NOT NULL, is_in_scope INTEGER NOT NULL,
    best_score REAL, first_seen REAL NOT NULL, updated REAL, published_source TEXT NOT NULL, published_text TEXT,
    is_implausible INTEGER NOT NULL, identity TEXT NOT NULL, identity_key TEXT NOT NULL, url TEXT, canonical_url TEXT,
    language TEXT, image TEXT, source_title TEXT, source_url TEXT, latitude REAL, longitude REAL,
    rules_version TEXT NOT NULL, scope_reason TEXT NOT NULL, title TEXT NOT NULL, authors TEXT NOT NULL,
    categories TEXT NOT NULL, enclosures TEXT NOT NULL, summary TEXT NOT NULL, text TEXT NOT NULL,
    tags TEXT NOT NULL, entities TEXT NOT NULL, html BLOB NOT NULL
  );
  CREATE INDEX article_by_published ON article (published DESC, id);
  CREATE INDEX article_by_feed ON article (feed, published DESC);
  CREATE INDEX article_by_host ON article (host_key);

  CREATE TABLE tag (
    topic TEXT NOT NULL, published REAL NOT NULL, article INTEGER NOT NULL REFERENCES article, score REAL NOT NULL,
    PRIMARY KEY (topic, published, article)
  ) WITHOUT ROWID;
  CREATE TABLE mention (
    entity TEXT NOT NULL, published REAL NOT NULL, article INTEGER NOT NULL REFERENCES article,
    PRIMARY KEY (entity, published, article)
  ) WITHOUT ROWID;
  CREATE TABLE country (
    code TEXT NOT NULL, published REAL NOT NULL, article INTEGER NOT NULL REFERENCES article,
    PRIMARY KEY (code, published, article)
  ) WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5(title, summary, text, content = '', columnsize = 0, tokenize = 'ascii');
  """
