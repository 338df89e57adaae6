public import Articles

/// Tells a guid that now names another article from one whose article was edited.
public enum GuidReuse {
  /// Share of the words of the shorter text that must be in the other one, too; unrelated reports share fewer.
  private static let commonShare = 0.4
  /// Words that tell nothing of a text, in the alphabets that have short ones.
  private static let shortestWord = 4

  /// Whether nothing but the guid is the same: neither title, date, nor page.
  ///
  /// A time that is missing speaks for the guid: an article without a date cannot be told from an edited one.
  public static func isSuspected(_ article: Article, over stored: ArticleIdentity) -> Bool {
    guard article.identity == .guid, article.title != stored.title else { return false }
    let (new, old) = (MatchFeatures(article, guid: nil), MatchFeatures(stored))
    guard let date = new.date, let oldDate = old.date, date != oldDate else { return false }
    if let link = new.link, link == old.link { return false }
    if let path = new.path, path == old.path { return false }
    if let number = new.number, number == old.number { return false }
    return true
  }

  /// Whether title and text, too, are about something else.
  public static func isOther(_ article: Article, than stored: Article) -> Bool {
    let (new, old) = (words(of: article), words(of: stored))
    let fewer = min(new.count, old.count)
    guard fewer > 0 else { return true }
    return Double(new.intersection(old).count) < commonShare * Double(fewer)
  }

  private static func words(of article: Article) -> Set<Substring> {
    var words: Set<Substring> = []
    for text in [article.title, article.text.isEmpty ? article.summary : article.text] {
      words.formUnion(text.split(whereSeparator: \.isWhitespace).filter { $0.utf8.count >= shortestWord })
    }
    return words
  }

  /// Digests of the guids that name these articles, as a policy remembers them.
  public static func names(of articles: [Article]) -> [String] {
    articles.map { EntryNames.digest(.guid, $0.identityKey) }
  }
}
