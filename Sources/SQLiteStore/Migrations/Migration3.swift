/// Makes `published` the plausible time of publication in all tables, so that a date in the future gains no place.
///
/// `implausible_date` keeps the time as the feed told it when that cannot be true, and is NULL for all other articles; it
/// stands in for the flag.
let migration3 = """
  ALTER TABLE article ADD COLUMN implausible_date REAL;
  UPDATE article SET implausible_date = published, published = first_seen WHERE is_implausible;
  ALTER TABLE article DROP COLUMN is_implausible;

  UPDATE tag SET published = a.published FROM article AS a
    WHERE a.number = tag.article AND a.implausible_date IS NOT NULL;
  UPDATE mention SET published = a.published FROM article AS a
    WHERE a.number = mention.article AND a.implausible_date IS NOT NULL;
  UPDATE country SET published = a.published FROM article AS a
    WHERE a.number = country.article AND a.implausible_date IS NOT NULL;
  """
