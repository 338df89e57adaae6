/// What polls learn of a server's manners; see `FeedState`.
///
/// `conduct` and `move` are JSON arrays (`FeedStateTable`), NULL for an honest server and for a feed that stays where it
/// is. The age of validators that are known already counts from the last good answer: at an upgrade no feed is asked
/// for a whole body that the store holds.
let migration9 = """
  ALTER TABLE feed_state ADD COLUMN desk_url TEXT;
  ALTER TABLE feed_state ADD COLUMN validators_since REAL;
  ALTER TABLE feed_state ADD COLUMN last_unconditional REAL;
  ALTER TABLE feed_state ADD COLUMN conduct TEXT;
  ALTER TABLE feed_state ADD COLUMN move TEXT;
  ALTER TABLE feed_state ADD COLUMN quiet_name TEXT;
  ALTER TABLE feed_state ADD COLUMN quiet_until REAL;
  UPDATE feed_state SET validators_since = last_success WHERE etag IS NOT NULL OR last_modified IS NOT NULL;
  """
