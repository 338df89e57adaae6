import Articles
import Foundation
import Querying

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

  /// The values of all columns.
  static func row(of tagged: TaggedArticle) -> EncodedRow {
    let (article, classification) = (tagged.article, tagged.classification)
    let texts = article.title.utf8.count + article.summary.utf8.count + article.text.utf8.count
    var row = EncodedRow(bytes: 2 * texts + 1_024, cells: columns.count + 1)
    row.add(article.id.rawValue)
    row.add(article.feed.rawValue)
    row.add(article.plausiblePublication.timeIntervalSinceReferenceDate)
    row.add(article.contentHash)
    row.add("\(article.language ?? "")/\(article.script ?? "")".lowercased())
    row.add(SourceHost(ofURL: article.url).key)
    row.add(classification.isInScope)
    row.add(classification.tags.map(\.score).max())
    row.add(article.firstSeen.timeIntervalSinceReferenceDate)
    row.add(article.updated?.timeIntervalSinceReferenceDate)
    row.add(article.published.source.rawValue)
    row.add(article.published.asPublished)
    row.add(article.identity.rawValue)
    for text in [article.identityKey, article.url, article.canonicalURL, article.language, article.image] {
      row.add(text)
    }
    row.add(article.sourceTitle)
    row.add(article.sourceURL)
    row.add(article.coordinates?.latitude)
    row.add(article.coordinates?.longitude)
    row.add(classification.rulesVersion)
    row.add(classification.scopeReason)
    addTexts(of: article, classification, to: &row)
    row.add(article.published.isImplausible ? article.published.date.timeIntervalSinceReferenceDate : nil)
    row.add(article.declaredLanguage)
    row.add(article.script)
    row.add(article.withdrawn?.timeIntervalSinceReferenceDate)
    row.add(article.updatedAsPublished)
    row.add(article.isUpdateImplausible)
    return row
  }

  private static func addTexts(of article: Article, _ classification: Classification, to row: inout EncodedRow) {
    row.add(article.title)
    row.addText { JSONWriter.write(article.authors, to: &$0) }
    row.addText { JSONWriter.write(article.categories, to: &$0) }
    row.addText { JSONWriter.write(article.enclosures, to: &$0) }
    row.add(article.summary)
    row.add(article.text)
    row.addText { JSONWriter.write(classification.tags, of: article, to: &$0) }
    row.addText { JSONWriter.write(classification.entities, classification.place, of: article, to: &$0) }
    row.addBlob { TextDelta.encode(article.html, from: article.text, to: &$0) }
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
    let names = JSONReader.value(of: row.nextBytes()).elements
    article.html = TextDelta.decode(row.nextBlob(), from: article.text)
    if let date = row.nextDate() { (article.published.date, article.published.isImplausible) = (date, true) }
    article.declaredLanguage = row.nextText()
    article.script = row.nextText()
    article.withdrawn = row.nextDate()
    article.updatedAsPublished = row.nextText()
    article.isUpdateImplausible = row.nextFlag()
    let classification = Classification(
      isInScope: isInScope, scopeReason: scopeReason, tags: tags,
      entities: names.compactMap { Entity($0, of: article) },
      place: names.last.flatMap(ArticlePlace.init), rulesVersion: rulesVersion)
    return TaggedArticle(article: article, classification: classification)
  }

  /// One article, or `nil`.
  static func article(_ id: ArticleID, _ database: Database) throws(SQLiteError) -> TaggedArticle? {
    var statement = try database.prepare("SELECT \(selection) FROM article AS a WHERE a.id = ?")
    try statement.add(id.rawValue)
    return try statement.step() ? read(&statement) : nil
  }
}
