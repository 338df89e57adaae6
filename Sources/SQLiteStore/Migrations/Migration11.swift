/// Subscriptions at WebSub hubs; a row a callback address.
///
/// `hubs` is a JSON array. `request_mode`, `request_sent` and `request_deadline` are NULL unless the hub still has to ask
/// back, `lease_start` and `lease_seconds` unless it has granted a lease.
let migration11 = """
  CREATE TABLE websub_subscription (
    id TEXT PRIMARY KEY, feed TEXT NOT NULL, topic TEXT NOT NULL, hubs TEXT NOT NULL, hub_index INTEGER NOT NULL,
    secret TEXT, stage TEXT NOT NULL, is_wanted INTEGER NOT NULL, request_mode TEXT, request_sent REAL,
    request_deadline REAL, lease_start REAL, lease_seconds INTEGER, next_action REAL, failures INTEGER NOT NULL,
    failure_code TEXT, failure_message TEXT, failure_at REAL, deliveries INTEGER NOT NULL, refusals INTEGER NOT NULL,
    articles INTEGER NOT NULL, last_delivery REAL, missed INTEGER NOT NULL, trust INTEGER NOT NULL,
    deliveries_since_poll INTEGER NOT NULL
  ) WITHOUT ROWID;
  """
