/// When each feed publishes, in the compact form of `PostingRhythm`, and why its next poll is when it is.
///
/// Both are NULL for a feed that was not polled since.
let migration8 = """
  ALTER TABLE feed_state ADD COLUMN rhythm BLOB;
  ALTER TABLE feed_state ADD COLUMN next_poll_reason TEXT;
  """
