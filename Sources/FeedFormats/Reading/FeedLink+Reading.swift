internal import Markup

extension FeedLink {
  /// An Atom link (RFC 4287 §4.2.7), or a reference as text as RSS has it; `nil` when nothing is said.
  ///
  /// A link that says something, but no address, is kept with an empty one.
  /// Those who meant RSS and wrote an `href` beside the text get the text.
  static func read(_ xml: inout XMLReader, _ inherited: Inherited) -> FeedLink? {
    guard xml.attributeCount > 0 else {
      return xml.trimmedElementText().map { FeedLink($0, base: inherited.base) }
    }
    let place = inherited.entering(xml)
    let said = xml.attribute("rel", "REL")
    let relation = said ?? "alternate"
    var link = FeedLink(
      "", relation: withoutRegistry(relation), mediaType: xml.attribute("type", "TYPE"),
      language: xml.attribute("hreflang")?.trimmed, title: xml.attribute("title")?.trimmed,
      length: xml.integer("length"), base: place.base)
    let thread = FeedNamespace.threading.rawValue
    link.replyCount = xml.attribute("count", namespace: thread)?.trimmed.flatMap { Int($0) }
    let bare = FeedLink("", relation: "alternate", base: place.base)
    let href = xml.attribute("href") ?? xml.attribute("HREF") ?? xml.rdfAttribute("resource") ?? xml.attribute("url")
    // An empty reference is the base itself (RFC 3986 §5.2.2).
    let attribute = href.flatMap { $0.trimmed ?? place.base }
    link.href = xml.trimmedElementText() ?? attribute ?? ""
    return href == nil && said == nil && link == bare ? nil : link
  }

  /// Relations registered by IANA were first written as URIs.
  private static func withoutRegistry(_ relation: String) -> String {
    for registry in ["http://www.iana.org/assignments/relation/", "https://www.iana.org/assignments/relation/"]
    where relation.hasPrefix(registry) {
      return String(relation.dropFirst(registry.count))
    }
    return relation
  }
}

extension FeedImage {
  /// RSS `image` with its children, an address in an attribute, or as text; `nil` when nothing is said.
  static func read(_ xml: inout XMLReader, _ inherited: Inherited) -> FeedImage? {
    let place = xml.attributeCount == 0 ? inherited : inherited.entering(xml)
    var image = FeedImage(xml.attribute("href", "HREF") ?? xml.attribute("url", "URL") ?? "")
    if image.url.isEmpty { image.url = xml.rdfAttribute("resource") ?? "" }
    let about = xml.attribute("about", namespace: FeedNamespace.rdf.rawValue)?.trimmed
    image.width = xml.integer("width")
    image.height = xml.integer("height")
    var loose: [UInt8] = []
    let outer = xml.depth
    while true {
      switch xml.next() {
      case .start:
        switch xml.feedName {
        case .url, .href: image.url = xml.trimmedElementText() ?? image.url
        case .title: image.title = xml.trimmedElementText()
        case .link: image.link = xml.reference(place)
        case .description: image.description = xml.trimmedElementText()
        case .width: image.width = xml.trimmedElementText().flatMap { Int($0) }
        case .height: image.height = xml.trimmedElementText().flatMap { Int($0) }
        default: xml.skipElement()
        }
      case .text: xml.appendText(to: &loose)
      case .end where xml.depth < outer, .endOfDocument:
        if image.url.isEmpty { image.url = String(decoding: loose, as: UTF8.self).trimmed ?? about ?? "" }
        guard image != FeedImage("") else { return nil }
        image.url = place.resolve(image.url) ?? image.url
        return image
      case .end: continue
      }
    }
  }
}

extension [FeedCategory] {
  /// Adds a category, unless the text is empty.
  mutating func appendTerm(_ text: String?, scheme: String? = nil) {
    guard let text else { return }
    if isEmpty { reserveCapacity(2) }
    append(FeedCategory(text, scheme: scheme))
  }

  /// Adds a category of an extension, unless its term is there.
  mutating func appendExtra(_ category: FeedCategory) {
    guard count < 1_000, !contains(where: { $0.term == category.term && $0.scheme == category.scheme }) else { return }
    append(category)
  }

  /// Atom `category` (RFC 4287 §4.2.2), RSS `category` with `domain`, CDF `category`.
  mutating func appendCategory(_ xml: inout XMLReader) {
    guard xml.attributeCount > 0 else { return appendTerm(xml.trimmedElementText()) }
    let label = xml.attribute("label")?.trimmed
    let scheme = xml.attribute("scheme")?.trimmed ?? xml.attribute("domain")?.trimmed
    let term = xml.attribute("term")?.trimmed
    guard let term = term ?? xml.trimmedElementText() ?? label ?? scheme.map({ _ in "" }) else { return }
    append(FeedCategory(term, scheme: scheme, label: label))
  }

  /// Words with commas between.
  mutating func appendKeywords(_ text: String?, scheme: String? = nil) {
    for word in text?.keywords ?? [] where count < 1_000 && !contains(where: { $0.term == word }) {
      append(FeedCategory(word, scheme: scheme))
    }
  }
}

extension String {
  /// The words between commas, trimmed; empty ones left out.
  var keywords: [String] { split(separator: ",").compactMap { String($0).trimmed } }
}
