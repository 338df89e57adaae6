/// When articles were taken back by their publishers; NULL for all others.
let migration6 = """
  ALTER TABLE article ADD COLUMN withdrawn REAL;
  """
