internal import Markup

extension FeedEntry {
  /// A Media RSS element of the entry: `group` is walked through, since its contents are one object in several forms.
  mutating func readMedia(_ xml: inout XMLReader, _ fallbacks: inout EntryFallbacks?) {
    switch xml.feedName {
    case .group:
      let depth = xml.depth
      while xml.nextChild(of: depth) {
        if xml.feedNamespace == .media, xml.depth < depth + 8 {
          readMedia(&xml, &fallbacks)
          xml.finishElement()
        } else {
          xml.skipElement()
        }
      }
    case .content: readMediaContent(&xml)
    case .thumbnail: media.appendThumbnail(&xml, attribute: "url")
    case .title: fallbacks.said.mediaTitle = xml.trimmedElementText()
    case .description:
      let kind: TextConstruct.Kind = xml.attribute("type") == "html" ? .html : .text
      fallbacks.said.mediaDescription = .nonEmpty(xml.trimmedElementText(), kind)
    case .credit: fallbacks.said.mediaCredit = fallbacks.said.mediaCredit ?? xml.trimmedElementText()
    default: break
    }
  }

  private mutating func readMediaContent(_ xml: inout XMLReader) {
    var object = FeedMedia(xml.attribute("url")?.trimmed ?? "", role: .content)
    object.mediaType = xml.attribute("type")?.trimmed ?? xml.attribute("medium").flatMap { Self.typeOfMedium($0) }
    object.length = xml.integer("fileSize")
    object.width = xml.integer("width")
    object.height = xml.integer("height")
    var thumbnails: [FeedMedia] = []
    let depth = xml.depth
    while xml.nextChild(of: depth) {
      switch (xml.feedNamespace, xml.feedName) {
      case (.media, .title): object.title = xml.trimmedElementText()
      case (.media, .description): object.description = xml.trimmedElementText()
      case (.media, .credit): object.credit = object.credit ?? xml.trimmedElementText()
      case (.media, .thumbnail):
        thumbnails.appendThumbnail(&xml, attribute: "url")
        xml.finishElement()
      default: xml.skipElement()
      }
    }
    if !object.url.isEmpty { media.append(object) }
    media += thumbnails
  }

  /// Media RSS `medium` says less than a media type; only what it says is kept.
  private static func typeOfMedium(_ medium: String) -> String? {
    switch medium.trimmed {
    case "image": "image/*"
    case "audio": "audio/*"
    case "video": "video/*"
    default: nil
    }
  }
}

extension [FeedMedia] {
  /// Adds the picture that an attribute of the current start tag names.
  mutating func appendThumbnail(_ xml: inout XMLReader, attribute: StaticString) {
    guard let url = xml.attribute(attribute)?.trimmed else { return }
    var thumbnail = FeedMedia(url, role: .thumbnail)
    thumbnail.width = xml.integer("width")
    thumbnail.height = xml.integer("height")
    append(thumbnail)
  }
}
