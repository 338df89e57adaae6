import Articles
import Foundation

/// Rows of `article`; columns are written and read in the order of `columns`.
enum ArticleTable {
  static let columns = [
    "id", "feed", "published", "content_hash", "language_key", "host_key", "is_in_scope", "best_score", "first_seen",
    "updated", "published_source", "published_text", "identity", "identity_key", "url",
    "canonical_url", "language", "image", "source_title", "source_url", "latitude", "longitude", "rules_version",
    "scope_reason", "title", "authors", "categories", "enclosures", "summary", "text", "tags", "entities", "html",
    "implausible_date", "declared_language", "script", "withdrawn", "updated_text", "is_update_implausible",
  ]

  /// The columns in order, for a `SELECT` from `article AS a`.
  static let selection = columns.map { "a." + $0 }.joined(separator: ", ")

  private static let placeholders = Array(repeating: "?", count: columns.count).joined(separator: ", ")
  static let insertion = """
    INSERT INTO article (\(columns.joined(separator: ", "))) VALUES (\(placeholders)) ON CONFLICT (id) DO NOTHING
    """
  static let replacement = """
    UPDATE article SET (\(columns.joined(separator: ", "))) = (\(placeholders)) WHERE number = ?
    """

  /// Binds all columns.
  static func bind(_ row: ArticleRow, to statement: inout Statement) throws(SQLiteError) {
    try statement.add(row.article.id.rawValue)
    try statement.add(row.article.feed.rawValue)
    try statement.add(row.article.plausiblePublication)
    try statement.add(row.article.contentHash)
    try statement.add("\(row.article.language ?? "")/\(row.article.script ?? "")".lowercased())
    try statement.add(row.hostKey)
    try statement.add(row.classification.isInScope)
    try statement.add(row.classification.tags.map(\.score).max())
    try statement.add(row.article.firstSeen)
    try statement.add(row.article.updated)
    try statement.add(row.article.published.source.rawValue)
    try statement.add(row.article.published.asPublished)
    try statement.add(row.article.identity.rawValue)
    for text in [
      row.article.identityKey, row.article.url, row.article.canonicalURL, row.article.language, row.article.image,
    ] {
      try statement.add(text)
    }
    try statement.add(row.article.sourceTitle)
    try statement.add(row.article.sourceURL)
    try statement.add(row.article.coordinates?.latitude)
    try statement.add(row.article.coordinates?.longitude)
    try statement.add(row.classification.rulesVersion)
    try statement.add(row.classification.scopeReason)
    try statement.add(row.article.title)
    for list in [row.authors, row.categories, row.enclosures] { try statement.add(utf8: list) }
    try statement.add(row.article.summary)
    try statement.add(row.article.text)
    for list in [row.tags, row.entities] { try statement.add(utf8: list) }
    try statement.add(blob: row.html)
    try statement.add(row.article.published.isImplausible ? row.article.published.date : nil)
    try statement.add(row.article.declaredLanguage)
    try statement.add(row.article.script)
    try statement.add(row.article.withdrawn)
    try statement.add(row.article.updatedAsPublished)
    try statement.add(row.article.isUpdateImplausible)
  }

  /// Reads the columns of `selection`.
  static func read(_ row: inout Statement) -> TaggedArticle {
    let (id, feed) = (ArticleID(row.nextText() ?? ""), FeedID(row.nextText() ?? ""))
    let published = Date(timeIntervalSinceReferenceDate: row.nextDouble())
    let contentHash = row.nextText() ?? ""
    row.skip(2)
    let isInScope = row.nextFlag()
    row.skip(1)
    let firstSeen = Date(timeIntervalSinceReferenceDate: row.nextDouble())
    let updated = row.nextDate()
    let date = ArticleDate(
      published, source: row.nextText().flatMap(ArticleDate.Source.init) ?? .firstSeen, asPublished: row.nextText())
    let identity = row.nextText().flatMap(IdentityKind.init) ?? .content
    var article = Article(
      id: id, feed: feed, identity: identity, identityKey: row.nextText() ?? "", title: "", published: date,
      firstSeen: firstSeen)
    article.contentHash = contentHash
    article.updated = updated
    article.url = row.nextText()
    article.canonicalURL = row.nextText()
    article.language = row.nextText()
    article.image = row.nextText()
    article.sourceTitle = row.nextText()
    article.sourceURL = row.nextText()
    let (latitude, longitude) = (row.nextOptionalDouble(), row.nextOptionalDouble())
    if let latitude, let longitude { article.coordinates = Coordinates(latitude: latitude, longitude: longitude) }
    let (rulesVersion, scopeReason) = (row.nextText() ?? "", row.nextText() ?? "")
    article.title = row.nextText() ?? ""
    article.authors = JSONReader.value(of: row.nextBytes()).elements.compactMap(\.string)
    article.categories = JSONReader.value(of: row.nextBytes()).elements.compactMap(\.string)
    article.enclosures = JSONReader.value(of: row.nextBytes()).elements.compactMap(Enclosure.init)
    article.summary = row.nextText() ?? ""
    article.text = row.nextText() ?? ""
    let tags = JSONReader.value(of: row.nextBytes()).elements.compactMap { Tag($0, of: article) }
    let entities = JSONReader.value(of: row.nextBytes()).elements.compactMap { Entity($0, of: article) }
    article.html = TextDelta.decode(row.nextBlob(), from: article.text)
    if let date = row.nextDate() { (article.published.date, article.published.isImplausible) = (date, true) }
    article.declaredLanguage = row.nextText()
    article.script = row.nextText()
    article.withdrawn = row.nextDate()
    article.updatedAsPublished = row.nextText()
    article.isUpdateImplausible = row.nextFlag()
    let classification = Classification(
      isInScope: isInScope, scopeReason: scopeReason, tags: tags, entities: entities, rulesVersion: rulesVersion)
    return TaggedArticle(article: article, classification: classification)
  }

  /// One article, or `nil`.
  static func article(_ id: ArticleID, _ database: Database) throws(SQLiteError) -> TaggedArticle? {
    var statement = try database.prepare("SELECT \(selection) FROM article AS a WHERE a.id = ?")
    try statement.add(id.rawValue)
    return try statement.step() ? read(&statement) : nil
  }
}
