/// The text that the time of an update was read from, and whether that time can be true.
let migration7 = """
  ALTER TABLE article ADD COLUMN updated_text TEXT;
  ALTER TABLE article ADD COLUMN is_update_implausible INTEGER NOT NULL DEFAULT 0;
  """
