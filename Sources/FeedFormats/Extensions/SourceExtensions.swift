internal import Markup

/// What the syndication module says, until both halves are known.
struct SourceFallbacks {
  var title: String?
  var subtitle: String?
  var author: String?
  var image: String?
  var periodSeconds: Int?
  var frequency = 1

  /// Fills what is still empty.
  func complete(_ source: inout FeedSource) {
    if source.title == nil, let title { source.title = TextConstruct(title) }
    if source.subtitle == nil, let subtitle { source.subtitle = TextConstruct(subtitle) }
    if source.authors.isEmpty, let author { source.authors = [FeedPerson(name: author)] }
    if let image, source.image == nil { source.image = image }
    if let periodSeconds { source.updateSeconds = periodSeconds / frequency }
  }
}

extension FeedSource {
  /// Reads an element of the feed that is not the format's own; the start tag is current, and afterwards its end.
  mutating func readExtension(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks) {
    switch (xml.feedNamespace, xml.feedName) {
    case (.atom, .link): if let link = FeedLink.read(&xml, inherited) { links.append(link) }
    case (.atom, .updated): updated = updated ?? xml.trimmedElementText()
    case (.atom, .id): id = id ?? xml.trimmedElementText()
    case (.atom, .author): authors.appendPerson(FeedPerson.read(&xml))
    case (.dublinCore, .language): language = language ?? xml.trimmedElementText()
    case (.dublinCore, .date): updated = updated ?? xml.trimmedElementText()
    case (.dublinCore, .creator): authors.appendPerson(xml.trimmedElementText())
    case (.dublinCore, .rights): if rights == nil { rights = .plain(&xml, inherited, than: nil) }
    case (.dublinCore, .subject): categories.appendTerm(xml.trimmedElementText())
    case (.dublinCore, .title): fallbacks.title = xml.trimmedElementText()
    case (.dublinCore, .description): fallbacks.subtitle = xml.trimmedElementText()
    case (.terms, .modified): updated = updated ?? xml.trimmedElementText()
    case (.itunes, .author): fallbacks.author = xml.trimmedElementText()
    case (.itunes, .summary), (.itunes, .subtitle):
      fallbacks.subtitle = fallbacks.subtitle ?? xml.trimmedElementText()
    case (.itunes, .image): fallbacks.image = fallbacks.image ?? xml.attribute("href")?.trimmed
    case (.media, .thumbnail): fallbacks.image = fallbacks.image ?? xml.attribute("url")?.trimmed
    case (.syndication, .updatePeriod): fallbacks.periodSeconds = Self.seconds(xml.trimmedElementText())
    case (.syndication, .updateFrequency):
      let times = xml.trimmedElementText().flatMap { Int($0) } ?? 1
      fallbacks.frequency = max(1, times)
    default: break
    }
    xml.finishElement()
  }

  /// RSS 1.0 syndication module `updatePeriod`.
  private static func seconds(_ period: String?) -> Int? {
    switch period?.lowercased() {
    case "hourly": 3_600
    case "daily": 86_400
    case "weekly": 604_800
    case "monthly": 2_592_000
    case "yearly": 31_536_000
    default: nil
    }
  }
}
