/// Language as decided, with script and declared language beside it.
///
/// `language_key`, what queries look at, becomes `language/script` in lower case (`ur/arab`, `en/`, `/`), since it stands
/// where SQLite reads it without the texts. Until now the language was the declared one; the scripts of old articles are
/// not known.
let migration4 = """
  ALTER TABLE article ADD COLUMN declared_language TEXT;
  ALTER TABLE article ADD COLUMN script TEXT;
  UPDATE article SET declared_language = language, language_key = language_key || '/';
  """
