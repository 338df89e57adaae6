public import Articles
public import FeedFormats
public import Foundation
import Markup
import WebValues

/// Turns articles into the feed of an output: a pure function, so equal articles give equal bytes.
public struct OutputFeedBuilder: Sendable {
  /// Names and mappings of the topics.
  public var topics: TopicCatalog
  /// The desk's feeds, for attribution.
  public var feeds: [FeedID: Feed]
  /// Where outputs are served, without a slash at the end; `nil` when feeds shall not tell.
  public var baseURL: String?
  /// The WebSub hub that tells of changes; only with `baseURL`, which says what has changed.
  public var hubURL: String?
  /// What the feed names as its generator.
  public var generator: String

  /// Makes a builder.
  public init(
    topics: TopicCatalog, feeds: [Feed], baseURL: String? = nil, hubURL: String? = nil, generator: String = "Khabar"
  ) {
    self.topics = topics
    self.feeds = Dictionary(feeds.map { ($0.id, $0) }) { first, _ in first }
    self.baseURL = baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    self.hubURL = hubURL
    self.generator = generator
  }

  /// The output as a feed document: one entry for each group of copies, in the order given.
  ///
  /// The feed's time is that of its newest article, never the clock's.
  ///
  /// - Parameters:
  ///   - output: What to publish.
  ///   - format: Decides the address that the feed gives as its own.
  ///   - articles: What the output's query matches, newest first.
  /// - Returns: The document; `FeedWriter` makes its bytes.
  public func document(for output: Output, format: OutputFormat, articles: [TaggedArticle]) -> FeedDocument {
    var document = FeedDocument(format: format.feedFormat)
    document.source = source(output, format)
    document.source.updated = lastChange(articles).map(WebDate.rfc3339)
    document.entries = DuplicateGroup.groups(articles).prefix(max(0, output.limit)).map { entry($0, output) }
    return document
  }

  /// The address that an output's feed gives as its own; `nil` when feeds shall not tell.
  public func topic(of output: Output, _ format: OutputFormat) -> String? {
    baseURL.map { address(of: output, format, $0) }
  }

  private func address(of output: Output, _ format: OutputFormat, _ baseURL: String) -> String {
    "\(baseURL)/feeds/\(output.id).\(format.fileExtension)"
  }

  /// When the newest of the articles appeared or was changed; `nil` when there is none.
  ///
  /// Times that a feed made up (`isImplausible`, or ahead of the poll that brought them) do not count.
  public func lastChange(_ articles: [TaggedArticle]) -> Date? {
    articles.map { max($0.article.firstSeen, $0.article.plausibleUpdate ?? .distantPast) }.max()
  }

  private func source(_ output: Output, _ format: OutputFormat) -> FeedSource {
    var source = FeedSource()
    source.title = TextConstruct(output.title)
    source.subtitle = output.description.isEmpty ? nil : TextConstruct(output.description)
    source.id = "urn:khabar:output:" + output.id
    source.language = output.language
    source.generator = generator
    source.authors = [FeedPerson(name: output.title)]
    if let baseURL {
      source.links = [
        FeedLink(baseURL + "/", relation: "alternate", mediaType: "text/html"),
        FeedLink(address(of: output, format, baseURL), relation: "self"),
      ]
      if let hubURL { source.links.append(FeedLink(hubURL, relation: "hub")) }
    }
    return source
  }

  private func entry(_ group: DuplicateGroup, _ output: Output) -> FeedEntry {
    let article = group.shown.article
    let classification = group.shown.classification
    var entry = FeedEntry()
    entry.id = "urn:khabar:article:" + article.id.rawValue
    entry.idIsPermalink = false
    entry.title = TextConstruct(article.title)
    if let url = article.url { entry.links.append(FeedLink(url)) }
    entry.published = WebDate.rfc3339(article.plausiblePublication)
    entry.updated = WebDate.rfc3339(article.plausibleUpdate ?? article.plausiblePublication)
    entry.authors = article.authors.map { FeedPerson(name: $0) }
    entry.language = article.language == output.language ? nil : article.language
    entry.summary = summary(group, evidence: output.includesEvidence)
    if output.includesContent {
      if !article.html.isEmpty {
        entry.content = TextConstruct(article.html, kind: .html)
      } else if !article.text.isEmpty {
        entry.content = TextConstruct(article.text)
      }
    }
    entry.media = media(article)
    entry.categories = categories(article, classification)
    entry.sourceTitle = attribution(article.feed).title
    entry.sourceURL = attribution(article.feed).url
    entry.point = (article.coordinates ?? classification.place?.coordinates).map {
      FeedPoint(latitude: $0.latitude, longitude: $0.longitude)
    }
    entry.links += group.others.compactMap { other in
      guard let url = other.article.url, url != article.url else { return nil }
      return FeedLink(url, relation: "related", title: attribution(other.article.feed).title)
    }
    entry.foreignElements = foreignElements(group, evidence: output.includesEvidence)
    return entry
  }

  /// Title and address of a feed; its home page instead when the feed needs a secret or its address shows one.
  private func attribution(_ id: FeedID) -> (title: String, url: String?) {
    guard let feed = feeds[id] else { return (id.rawValue, nil) }
    let isPublic = feed.credentialName == nil && !Redaction.hasSecret(feed.url)
    return (feed.title, isPublic ? feed.url : feed.homePage)
  }

  private func media(_ article: Article) -> [FeedMedia] {
    var media = article.enclosures.map {
      FeedMedia($0.url, role: .enclosure, mediaType: $0.mediaType, length: $0.length)
    }
    if let image = article.image { media.append(FeedMedia(image, role: .thumbnail)) }
    return media
  }
}

extension OutputFeedBuilder {
  /// Topics, their groups and media topics, entities, then the publisher's own categories; none twice.
  private func categories(_ article: Article, _ classification: Classification) -> [FeedCategory] {
    var categories: [FeedCategory] = []
    for tag in classification.tags {
      categories.append(
        FeedCategory(tag.topic, scheme: PublicationNamespace.topicScheme, label: topics.label(tag.topic)))
    }
    for topic in classification.tags.compactMap({ topics[$0.topic] }) {
      categories.append(FeedCategory(topic.group, scheme: PublicationNamespace.groupScheme, label: topic.groupLabel))
    }
    for mapping in classification.tags.compactMap({ topics[$0.topic] }).flatMap(\.mediaTopics) {
      categories.append(
        FeedCategory(mapping.code, scheme: PublicationNamespace.mediaTopicScheme, label: mapping.label))
    }
    for entity in classification.entities {
      categories.append(FeedCategory(entity.id, scheme: PublicationNamespace.entityScheme, label: entity.name))
    }
    categories += article.categories.map { FeedCategory($0) }
    var seen: Set<[String]> = []
    return categories.filter { seen.insert([$0.scheme ?? "", $0.term]).inserted }
  }

  /// The summary as HTML, with the reasons for the tags and the other places at its end.
  private func summary(_ group: DuplicateGroup, evidence: Bool) -> TextConstruct? {
    var html: [UInt8] = []
    let summary = group.shown.article.summary
    if !summary.isEmpty {
      html.append(contentsOf: "<p>".utf8)
      XMLEscaping.appendHTML(summary, to: &html)
      html.append(contentsOf: "</p>".utf8)
    }
    if evidence, !group.shown.classification.tags.isEmpty {
      let reasons = group.shown.classification.tags.map { reason($0) }
      html.append(contentsOf: "<p><small>Tagged: \(reasons.joined(separator: "; "))</small></p>".utf8)
    }
    if !group.others.isEmpty {
      let titles = group.others.map { XMLEscaping.html(attribution($0.article.feed).title) }
      html.append(contentsOf: "<p><small>Also in: \(titles.joined(separator: ", "))</small></p>".utf8)
    }
    return html.isEmpty ? nil : TextConstruct(String(decoding: html, as: UTF8.self), kind: .html)
  }

  /// `Border management 93 % (“Torkham”, “crossing closed”)`: the words with the largest shares, at most four.
  private func reason(_ tag: Tag) -> String {
    var seen: Set<String> = []
    let words = tag.evidence.filter { $0.share > 0 && seen.insert($0.span.words).inserted }.prefix(4)
      .map { "“<bdi>\(XMLEscaping.html($0.span.words))</bdi>”" }
    let score = tag.score.isFinite ? Int((min(max(tag.score, 0), 1) * 100).rounded()) : 0
    let name = "\(XMLEscaping.html(topics.label(tag.topic))) \(score) %"
    return words.isEmpty ? name : "\(name) (\(words.joined(separator: ", ")))"
  }

  private func foreignElements(_ group: DuplicateGroup, evidence: Bool) -> [ForeignElement] {
    var elements = group.shown.classification.tags.map { tag in
      PublicationNamespace.element(
        "tag",
        [
          ("topic", tag.topic), ("group", topics[tag.topic]?.group),
          ("score", WrittenNumber.decimal(tag.score, places: 3)),
        ],
        children: evidence ? tag.evidence.map(element) : [])
    }
    elements += group.shown.classification.entities.map { entity in
      PublicationNamespace.element(
        "entity",
        [
          ("id", entity.id), ("name", entity.name), ("kind", entity.kind.rawValue), ("type", entity.type),
          ("countries", entity.countries.isEmpty ? nil : entity.countries.joined(separator: " ")),
          ("subdivision", entity.subdivision),
        ])
    }
    elements += group.others.map { other in
      let feed = attribution(other.article.feed)
      return PublicationNamespace.element(
        "also",
        [
          ("article", other.id.rawValue), ("feed", other.article.feed.rawValue), ("title", feed.title),
          ("href", other.article.url),
        ])
    }
    return elements
  }

  private func element(_ evidence: Evidence) -> ForeignElement {
    PublicationNamespace.element(
      "evidence",
      [
        ("rule", evidence.rule), ("field", evidence.span.field.rawValue), ("start", String(evidence.span.start)),
        ("end", String(evidence.span.end)), ("share", WrittenNumber.decimal(evidence.share, places: 3)),
      ], text: evidence.span.words)
  }
}

extension Article {
  /// When it was changed after publication, if the feed says so and the time can be true.
  public var plausibleUpdate: Date? {
    guard let updated, updated > plausiblePublication, updated <= firstSeen.addingTimeInterval(86400 * 365) else {
      return nil
    }
    return updated
  }
}
