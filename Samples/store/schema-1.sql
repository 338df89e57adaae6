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
PRAGMA application_id = 1263026770;
PRAGMA user_version = 1;
INSERT INTO feed_state VALUES ('dawn', 'https://dawn.example/feed', '"e"', NULL, NULL, 'ok', NULL, NULL, NULL, 0, 773000000.5,
  NULL, NULL, NULL, 60, NULL, NULL, '[1,2]', '[]', 'Dawn', 'rss-2.0', 0, 1, 0, 100, 2);
INSERT INTO article VALUES (1, 'aaa', 'dawn', 773000000.0, 'h1', 'en', 'com.dawn.', 1, 0.9, 773000000.0, NULL, 'published',
  NULL, 0, 'guid', 'k1', 'https://dawn.com/1', NULL, 'en', NULL, NULL, NULL, NULL, NULL, 'r', 'names Torkham', 'Torkham shut',
  '["A"]', '[]', '[]', 'Border', 'Closed',
  '[["border-closure",0.9,[["r",1,[0,0,7]]]]]',
  '[["torkham","Torkham","place",null,["PK"],null,[34.1,71],[]]]', x'033c703e0006043c2f703e');
INSERT INTO article VALUES (2, 'bbb', 'dawn', 773000001.0, 'h2', 'ur', '', 0, NULL, 773000100.0, NULL, 'firstSeen',
  NULL, 0, 'content', 'k2', NULL, NULL, 'ur', NULL, NULL, NULL, NULL, NULL, 'r', 'no', 'سرحد بند',
  '[]', '[]', '[]', '', '', '[]', '[]', x'');
INSERT INTO article VALUES (3, 'ccc', 'dawn', 3092601600.25, 'h3', 'en', '', 1, 0.9, 773000000.5, NULL, 'published',
  '2099', 1, 'guid', 'k3', NULL, NULL, 'en', NULL, NULL, NULL, NULL, NULL, 'r', 'names Torkham', 'Torkham again',
  '[]', '[]', '[]', '', '', '[["border-closure",0.9,[["r",1,[0,0,7]]]]]',
  '[["torkham","Torkham","place",null,["PK"],null,[34.1,71],[]]]', x'06436c6f736564');
INSERT INTO tag VALUES ('border-closure', 773000000.0, 1, 0.9);
INSERT INTO mention VALUES ('torkham', 773000000.0, 1);
INSERT INTO country VALUES ('PK', 773000000.0, 1);
INSERT INTO tag VALUES ('border-closure', 3092601600.25, 3, 0.9);
INSERT INTO mention VALUES ('torkham', 3092601600.25, 3);
INSERT INTO country VALUES ('PK', 3092601600.25, 3);
