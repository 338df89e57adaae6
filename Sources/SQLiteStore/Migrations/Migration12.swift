/// Merges the search index's segments sixteen at a time and not four.
///
/// Each merge writes the words anew, which was a third of the time of storing an article; a search looks into a few dozen
/// segments as fast as into a few. https://www.sqlite.org/fts5.html#the_automerge_configuration_option
let migration12 = """
  INSERT INTO search (search, rank) VALUES ('automerge', 16);
  INSERT INTO search (search, rank) VALUES ('crisismerge', 32);
  """
