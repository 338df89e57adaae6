/// The request log: what was sent to whom, what came back, and what server and feed asked for.
///
/// `domain` is NULL where it is the host, `method` where it is GET, `quiet` where no hour or day is to be skipped.
/// `RequestTable` says what `flags` and `quiet` are made of.
let migration10 = """
  CREATE TABLE request (
    number INTEGER PRIMARY KEY, start REAL NOT NULL, feed TEXT NOT NULL, host TEXT NOT NULL, domain TEXT,
    address INTEGER NOT NULL, flags INTEGER NOT NULL, milliseconds INTEGER NOT NULL, method TEXT, status INTEGER,
    failure TEXT, body_bytes INTEGER NOT NULL, wire_bytes INTEGER, fresh_seconds INTEGER, declared_seconds INTEGER,
    quiet INTEGER, retry_after REAL
  );
  CREATE INDEX request_by_start ON request (start);
  """
