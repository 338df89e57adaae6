internal import Markup

/// The scheme of a `media:category` that names none.
private let mediaScheme = "http://search.yahoo.com/mrss/category_schema"

extension FeedEntry {
  /// A Media RSS element of the entry; the start tag is current.
  mutating func readMedia(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout EntryFallbacks?) {
    switch xml.feedName {
    case .group:
      fallbacks.begin()
      fallbacks?.mediaGroups += 1
      readGroup(&xml, inherited.entering(xml), number: fallbacks?.mediaGroups ?? 1)
    case .content: readMediaContent(&xml, inherited, group: nil)
    case .thumbnail: media.appendMediaThumbnail(&xml, inherited, group: nil)
    default:
      fallbacks.begin()
      var own = MediaDetails()
      own.read(&xml, inherited)
      adopt(own)
      details.media.merge(own)
    }
  }

  /// `group`: its contents are one thing in several forms, and what it says holds for each.
  private mutating func readGroup(_ xml: inout XMLReader, _ inherited: Inherited, number: Int) {
    var own = MediaDetails()
    let first = media.count
    xml.forEachChild { xml in
      guard xml.feedNamespace == .media else { return }
      switch xml.feedName {
      case .content: readMediaContent(&xml, inherited, group: number)
      case .thumbnail: media.appendMediaThumbnail(&xml, inherited, group: number)
      case .group: xml.skipElement()
      default: own.read(&xml, inherited)
      }
    }
    adopt(own)
    for index in media.indices[first...] where media[index].role == .content { media[index].fill(own) }
    if own != MediaDetails() { details.media.merge(own) }
  }

  private mutating func readMediaContent(_ xml: inout XMLReader, _ outer: Inherited, group: Int?) {
    let inherited = outer.entering(xml)
    var object = FeedMedia(xml.attribute("url")?.trimmed ?? "", role: .content)
    object.url = inherited.resolve(object.url) ?? object.url
    object.readAttributes(xml)
    if let group { object.details.group = group }
    var own: MediaDetails?
    var thumbnails: [FeedMedia] = []
    xml.forEachChild { xml in
      guard xml.feedNamespace == .media else { return }
      if xml.feedName == .thumbnail {
        thumbnails.appendMediaThumbnail(&xml, inherited, group: group)
      } else {
        if own == nil { own = MediaDetails() }
        own?.read(&xml, inherited)
      }
    }
    if let own {
      adopt(own)
      object.fill(own)
      if object.url.isEmpty { details.media.merge(own) } else { object.keep(own) }
    }
    if !object.url.isEmpty { media.append(object) }
    if !thumbnails.isEmpty { media += thumbnails }
  }

  /// Categories and keywords of media are the entry's, too.
  private mutating func adopt(_ own: MediaDetails) {
    for category in own.categories {
      categories.appendExtra(
        FeedCategory(category.term, scheme: category.scheme ?? mediaScheme, label: category.label))
    }
    for word in own.keywords { categories.appendKeywords(word) }
  }

  /// What the entry says of all its media, for those that say nothing themselves.
  mutating func shareMediaDetails() {
    let own = details.media
    for index in media.indices where media[index].role == .content { media[index].fill(own) }
  }
}

extension FeedMedia {
  /// Attributes of `content`.
  fileprivate mutating func readAttributes(_ xml: borrowing XMLReader) {
    let medium = xml.attribute("medium")?.trimmed
    let type = xml.attribute("type")?.trimmed
    mediaType = type ?? medium.flatMap { Self.typeOfMedium($0) }
    length = xml.integer("fileSize") ?? xml.integer("filesize")
    width = xml.integer("width")
    height = xml.integer("height")
    if let medium { details.medium = medium }
    let texts = (url.isEmpty ? 0 : 1) + (type == nil ? 0 : 1) + (medium == nil ? 0 : 1)
    let numbers = (length == nil ? 0 : 1) + (width == nil ? 0 : 1) + (height == nil ? 0 : 1)
    if texts + numbers < xml.attributeCount { readRareAttributes(xml) }
  }

  /// The attributes of `content` that few have.
  private mutating func readRareAttributes(_ xml: borrowing XMLReader) {
    if let text = xml.attribute("isDefault")?.trimmed { details.isDefault = text.lowercased() == "true" }
    if let text = xml.attribute("expression")?.trimmed { details.expression = text }
    if let text = xml.attribute("duration")?.trimmed { details.duration = text }
    if let text = xml.attribute("bitrate")?.trimmed { details.bitrate = text }
    if let text = xml.attribute("framerate")?.trimmed { details.framerate = text }
    if let text = xml.attribute("samplingrate")?.trimmed { details.samplingRate = text }
    if let text = xml.attribute("channels")?.trimmed { details.channels = text }
    if let text = xml.attribute("lang")?.trimmed { details.language = text }
  }

  /// Media RSS `medium` says less than a media type; only what it says is kept.
  private static func typeOfMedium(_ medium: String) -> String? {
    switch medium {
    case "image": "image/*"
    case "audio": "audio/*"
    case "video": "video/*"
    default: nil
    }
  }

  /// Title, description and credit, where there are none.
  fileprivate mutating func fill(_ said: MediaDetails) {
    title = title ?? said.title?.value
    description = description ?? said.description?.value
    credit = credit ?? said.credits.first?.value
  }

  /// What has no field of its own.
  fileprivate mutating func keep(_ said: MediaDetails) {
    var rest = said
    if rest.title?.kind == .text { rest.title = nil }
    if rest.description?.kind == .text { rest.description = nil }
    if rest.credits.count == 1, rest.credits[0].role == nil, rest.credits[0].scheme == nil { rest.credits = [] }
    if rest != MediaDetails() { details.merge(rest) }
  }
}

extension MediaDetails {
  /// Reads an element that describes media; the start tag is current.
  mutating func read(_ xml: inout XMLReader, _ inherited: Inherited) {
    switch xml.feedName {
    case .title: title = Self.text(&xml, inherited) ?? title
    case .description: description = Self.text(&xml, inherited) ?? description
    case .credit: credits.appendSome(Self.value(&xml, scheme: "scheme"))
    case .category: readCategory(&xml)
    case .keywords: keywords = xml.trimmedElementText()?.keywords ?? keywords
    case .rating: ratings.appendSome(Self.value(&xml, scheme: "scheme"))
    case .adult:
      ratings.appendSome(
        xml.trimmedElementText().map { MediaValue($0 == "true" ? "adult" : "nonadult", scheme: "urn:simple") })
    case .copyright: copyright = Self.value(&xml, scheme: "url") ?? copyright
    case .license: license = Self.value(&xml, scheme: "href") ?? license
    case .player:
      player = xml.attribute("url")?.trimmed.map {
        FeedImage(inherited.resolve($0) ?? $0, width: xml.integer("width"), height: xml.integer("height"))
      }
    case .hash: hashes.appendSome(Self.value(&xml, scheme: "algo"))
    case .restriction:
      let role = xml.attribute("relationship")?.trimmed
      var restriction = Self.value(&xml, scheme: "type")
      restriction?.role = role
      restrictions.appendSome(restriction)
    case .text: texts.appendSome(Self.text(&xml, inherited))
    case .comments: xml.forEachChild { xml in comments.appendSome(xml.trimmedElementText()) }
    case .community: readCommunity(&xml)
    default: break
    }
  }

  /// `type` is `plain` or `html`.
  private static func text(_ xml: inout XMLReader, _ inherited: Inherited) -> TextConstruct? {
    xml.attribute("type")?.trimmed?.lowercased() == "html"
      ? .markup(&xml, inherited, than: nil) : .plain(&xml, inherited, than: nil)
  }

  private static func value(_ xml: inout XMLReader, scheme: StaticString) -> MediaValue? {
    let scheme = xml.attribute(scheme)?.trimmed
    let role = xml.attribute("role")?.trimmed
    let text = xml.trimmedElementText()
    guard text != nil || scheme != nil else { return nil }
    return MediaValue(text ?? "", scheme: scheme, role: role)
  }

  private mutating func readCategory(_ xml: inout XMLReader) {
    let scheme = xml.attribute("scheme")?.trimmed
    let label = xml.attribute("label")?.trimmed
    guard let term = xml.trimmedElementText() ?? label else { return }
    categories.appendSome(FeedCategory(term, scheme: scheme, label: label))
  }

  /// Each attribute of each child by name; `tags` by its text.
  private mutating func readCommunity(_ xml: inout XMLReader) {
    xml.forEachChild { xml in
      let name = xml.localName
      for position in 0..<xml.attributeCount {
        let attribute = xml.attributeName(at: position)
        guard attribute.prefix == nil, let value = xml.attributeValue(at: position).trimmed else { continue }
        community.appendSome(NamedValue("\(name).\(attribute.local)", value))
      }
      if let text = xml.trimmedElementText() { community.appendSome(NamedValue(name, text)) }
    }
  }

  /// Takes what another says where this says nothing.
  mutating func merge(_ other: MediaDetails) {
    medium = medium ?? other.medium
    language = language ?? other.language
    title = title ?? other.title
    description = description ?? other.description
    copyright = copyright ?? other.copyright
    license = license ?? other.license
    player = player ?? other.player
    if !other.credits.isEmpty { credits += other.credits }
    if !other.categories.isEmpty { categories += other.categories }
    if !other.keywords.isEmpty { keywords += other.keywords }
    if !other.ratings.isEmpty { ratings += other.ratings }
    if !other.hashes.isEmpty { hashes += other.hashes }
    if !other.restrictions.isEmpty { restrictions += other.restrictions }
    if !other.thumbnails.isEmpty { thumbnails += other.thumbnails }
    if !other.texts.isEmpty { texts += other.texts }
    if !other.comments.isEmpty { comments += other.comments }
    if !other.community.isEmpty { community += other.community }
  }
}

extension [FeedMedia] {
  /// Adds the picture that the current `thumbnail` names, in `url` or as its text.
  fileprivate mutating func appendMediaThumbnail(_ xml: inout XMLReader, _ inherited: Inherited, group: Int?) {
    let time = xml.attribute("time")?.trimmed
    guard let image = FeedImage.read(&xml, inherited), !image.url.isEmpty else { return }
    appendThumbnail(image)
    if let time { self[count - 1].details.time = time }
    if let group { self[count - 1].details.group = group }
  }
}

extension FeedSource {
  /// A Media RSS element of the feed; the start tag is current.
  mutating func readMedia(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks) {
    guard xml.feedName == .thumbnail else {
      var own = MediaDetails()
      own.read(&xml, inherited)
      for category in own.categories {
        categories.appendExtra(
          FeedCategory(category.term, scheme: category.scheme ?? mediaScheme, label: category.label))
      }
      for word in own.keywords { categories.appendKeywords(word) }
      if own != MediaDetails() { media.merge(own) }
      return
    }
    if let image = FeedImage.read(&xml, inherited) { media.thumbnails.appendSome(image) }
  }
}
