internal import Markup

extension DiscussionValues {
  /// Reads an element of Slash, the comment API or Atom threading; the start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    switch (xml.feedNamespace, xml.feedName) {
    case (.slash, .comments), (.threading, .total):
      if let number = xml.trimmedElementText().flatMap({ Int($0) }), number >= 0 { count = number }
    case (.slash, .section): section = xml.trimmedElementText() ?? section
    case (.slash, .department): department = xml.trimmedElementText() ?? department
    case (.slash, .hitParade): hitParade = xml.trimmedElementText() ?? hitParade
    case (.commentAPI, .comment): postURL = xml.reference(inherited) ?? postURL
    case (.commentAPI, .commentRss): feedURL = xml.reference(inherited) ?? feedURL
    case (.threading, .inReplyTo):
      let place = inherited.entering(xml)
      let reply = Reply(
        id: xml.attribute("ref")?.trimmed, href: place.resolve(xml.attribute("href")?.trimmed),
        mediaType: xml.attribute("type")?.trimmed, source: place.resolve(xml.attribute("source")?.trimmed))
      if reply != Reply(id: nil) { inReplyTo.appendSome(reply) }
    default: break
    }
  }
}
