import Articles
import FeedFormats
import Foundation
import Markup
import WebValues

/// Makes a draft of one entry.
struct EntryNormalizer {
  let entry: FeedEntry
  let context: NormalizationContext
  let bases: ReferenceBases
  let feedLanguages: [String]
  private(set) var notes = NormalizationNotes()

  init(entry: FeedEntry, context: NormalizationContext, bases: ReferenceBases, feedLanguages: [String]) {
    self.entry = entry
    self.context = context
    self.bases = bases
    self.feedLanguages = feedLanguages
  }

  private var limits: NormalizationLimits { context.limits }

  /// The draft, or `nil` when the entry says nothing at all.
  mutating func draft() -> ArticleDraft? {
    let guid = self.guid()
    let url = link()
    let body = self.body()
    var title = self.title()
    if title.isEmpty { title = BodyText.firstCharacters(80, of: BodyText.firstLine(body.text)) }
    if title.isEmpty, let url { title = url }
    if title.isEmpty {
      guard guid != nil || !entry.media.isEmpty else { return nil }
      title = guid.map(HTMLText.singleLine) ?? "Untitled"
      if title.isEmpty { return nil }
    }
    var article = Article(
      id: ArticleID(""), feed: context.feed.id, identity: .content, identityKey: "", title: title,
      published: published(), firstSeen: context.now)
    article.url = url
    article.canonicalURL = url.flatMap(WebURL.canonicalize)
    article.text = body.text
    article.html = body.html
    article.summary = summary(of: body)
    article.authors = authors()
    article.categories = categories()
    setLanguage(of: &article)
    if let updated = entry.updated.flatMap({ date($0, source: .updated) }) {
      (article.updated, article.updatedAsPublished) = (updated.date, updated.asPublished)
      article.isUpdateImplausible = updated.isImplausible
    }
    (article.enclosures, article.image) = media(html: body.html)
    article.sourceTitle = line(entry.sourceTitle)
    article.sourceURL = entry.sourceURL.flatMap(bases.webAddress)
    article.coordinates = coordinates()
    article.contentHash = ContentHash.of(title: title, text: body.text, url: url)
    return ArticleDraft(
      article: article, names: EntryNames(of: article, guid: guid, site: bases.site), line: entry.line)
  }

  // MARK: Identity and link

  private func guid() -> String? {
    guard let id = entry.id else { return nil }
    let line = HTMLText.singleLine(id)
    return line.isEmpty ? nil : line
  }

  /// Feedburner's `origLink`, else the alternate link (HTML first), else a guid that is a permanent link.
  private mutating func link() -> String? {
    if let original = entry.originalLink, let url = bases.webAddress(original) { return url }
    var fallback: String?
    for link in entry.links where link.relation == "alternate" {
      guard let url = bases.inside(link.base).webAddress(link.href) else {
        if !link.href.isEmpty { notes.add("unusable-link", line: entry.line, "no http or https URL of 2,048 bytes") }
        continue
      }
      guard let type = link.mediaType.flatMap({ MediaType($0) }), !type.isHTML else { return url }
      fallback = fallback ?? url
    }
    if let fallback { return fallback }
    // Only absolute guids: `isPermaLink` is often left at its default on guids that are no addresses.
    guard let id = entry.id, entry.idIsPermalink != false, let url = WebURL(id), url.isWeb else { return nil }
    return bases.webAddress(id)
  }

  // MARK: Text

  private mutating func title() -> String {
    guard let construct = entry.title else { return "" }
    let title = TitleText.plain(construct)
    let capped = BodyText.firstCharacters(limits.titleCharacters, of: title)
    if capped != title { notes.add("long-title", line: entry.line, "cut to \(limits.titleCharacters) characters") }
    return capped
  }

  /// The fullest body: the content, unless the summary says more.
  private mutating func body() -> BodyText {
    let candidates = [entry.content, entry.summary].compactMap { $0 }
    guard var construct = candidates.max(by: { $0.value.utf8.count < $1.value.utf8.count }) else { return BodyText() }
    if construct.value.utf8.count > limits.bodyBytes {
      construct.value = BodyText.prefix(limits.bodyBytes, of: construct.value)
      notes.add("long-text", line: entry.line, "cut to \(limits.bodyBytes) bytes")
    }
    return BodyText(construct, base: bases.inside(construct.base).base)
  }

  private func summary(of body: BodyText) -> String {
    let own = entry.summary?.value ?? ""
    let content = entry.content?.value ?? ""
    let isBody = own.utf8.count >= content.utf8.count
    if !own.isEmpty, !isBody, let construct = entry.summary {
      let text = BodyText.plain(construct)
      if !text.isEmpty { return BodyText.firstCharacters(limits.summaryCharacters, of: text) }
    }
    return BodyText.firstCharacters(own.isEmpty ? 400 : limits.summaryCharacters, of: body.text)
  }

  /// A short text on one line, references decoded; `nil` when nothing is left.
  private func line(_ text: String?) -> String? {
    guard let text else { return nil }
    let line = BodyText.firstCharacters(
      limits.listedCharacters, of: HTMLText.singleLine(HTMLText.decodingReferences(text)))
    return line.isEmpty ? nil : line
  }

  /// Script, declared language, and the language that the two of them give.
  private func setLanguage(of article: inout Article) {
    let detected = LanguageDetector.detect(title: article.title, text: article.text)
    let declared = (entry.language.flatMap(LanguageTag.normalize).map { [$0] } ?? []) + feedLanguages
    article.script = detected.script
    article.declaredLanguage = declared.first
    article.language = LanguageDecision.language(declared: declared, detected: detected)
  }

  // MARK: Lists

  private mutating func authors() -> [String] {
    unique(entry.authors.compactMap { line(PersonName.name(of: $0)) }, code: "many-authors")
  }

  private mutating func categories() -> [String] {
    unique(entry.categories.compactMap { line($0.label) ?? line($0.term) }, code: "many-categories")
  }

  private mutating func unique(_ values: [String], code: String) -> [String] {
    guard values.count > 1 else { return values }
    if values.count == 2, values[0] != values[1], limits.listedValues > 1 { return values }
    var seen: Set<String> = []
    let kept = values.filter { seen.insert($0).inserted }
    guard kept.count > limits.listedValues else { return kept }
    notes.add(code, line: entry.line, "kept \(limits.listedValues) of \(kept.count)")
    return Array(kept.prefix(limits.listedValues))
  }

  // MARK: Media

  private func media(html: String) -> (enclosures: [Enclosure], image: String?) {
    if entry.media.isEmpty, !entry.links.contains(where: { $0.relation == "enclosure" }) {
      return ([], PictureName.firstPicture(inSafeHTML: html))
    }
    var enclosures: [Enclosure] = []
    var seen: Set<String> = []
    var image: (url: String, rank: Int)?
    func add(_ reference: String, base: String?, type: String?, length: Int?, isThumbnail: Bool, width: Int) {
      guard let url = bases.inside(base).webAddress(reference) else { return }
      let mediaType = type.flatMap { MediaType($0)?.essence }
      if PictureName.isPicture(url, mediaType: mediaType) || isThumbnail {
        let rank = (isThumbnail ? 0 : 100_000) + min(max(width, 0), 99_999)
        if image.map({ rank > $0.rank }) ?? true { image = (url, rank) }
      }
      guard !isThumbnail, enclosures.count < limits.listedValues, seen.insert(url).inserted else { return }
      enclosures.append(Enclosure(url: url, mediaType: mediaType, length: length.flatMap { $0 > 0 ? $0 : nil }))
    }
    for media in entry.media {
      add(
        media.url, base: nil, type: media.mediaType, length: media.length, isThumbnail: media.role == .thumbnail,
        width: media.width ?? 0)
    }
    for link in entry.links where link.relation == "enclosure" {
      add(link.href, base: link.base, type: link.mediaType, length: link.length, isThumbnail: false, width: 0)
    }
    return (enclosures, image?.url ?? PictureName.firstPicture(inSafeHTML: html))
  }

  private func coordinates() -> Coordinates? {
    guard let point = entry.point, abs(point.latitude) <= 90, abs(point.longitude) <= 180 else { return nil }
    return Coordinates(latitude: point.latitude, longitude: point.longitude)
  }

  // MARK: Dates

  /// The first date that can be read: published, Dublin Core, updated; else the time of the poll.
  private mutating func published() -> ArticleDate {
    let candidates: [(String?, ArticleDate.Source)] = [
      (entry.published, .published), (entry.dublinCoreDate, .dublinCore), (entry.updated, .updated),
    ]
    for case (let text?, let source) in candidates where !text.isEmpty {
      guard let date = date(text, source: source) else {
        notes.add("unreadable-date", line: entry.line, "the \(source.rawValue) date names no day")
        continue
      }
      if date.isImplausible {
        notes.add("implausible-date", line: entry.line, "the \(source.rawValue) date is kept and marked")
      }
      return date
    }
    return ArticleDate(context.now, source: .firstSeen)
  }

  /// The time a text names, in the zone of the feed's country unless it names one.
  ///
  /// Implausible is what lies before 1990-01-01, when there were no feeds, or over a day ahead: a day for clocks and
  /// zones that are wrong.
  private func date(_ text: String, source: ArticleDate.Source) -> ArticleDate? {
    guard let date = WebDate.parse(text, country: context.feed.country)?.date else { return nil }
    let isImplausible = date.timeIntervalSince1970 < 631_152_000 || date > context.now.addingTimeInterval(86400)
    let asPublished = BodyText.firstCharacters(160, of: HTMLText.singleLine(text))
    return ArticleDate(date, source: source, asPublished: asPublished, isImplausible: isImplausible)
  }
}
