import FeedFormats

extension ReportWriter {
  /// Enclosures, Media RSS, and the first thumbnail of all.
  mutating func media(_ entry: FeedEntry, _ details: EntryDetails) {
    json.startArray("enclosures")
    for media in entry.media where media.role == .enclosure { write(enclosure: media) }
    for link in entry.links where link.relation == "enclosure" { write(enclosure: link) }
    json.endArray()
    json.startArray("media")
    for media in entry.media where media.role != .enclosure { write(object: media) }
    json.endArray()
    rareObject("mediaDetails") { $0.write(media: details.media) }
    string("thumbnail", thumbnail(entry.media, details.media))
  }

  private func thumbnail(_ media: [FeedMedia], _ details: MediaDetails) -> String? {
    var pictures = media.filter { $0.role == .thumbnail }.map(\.url)
    pictures += media.flatMap { $0.details.thumbnails.map(\.url) } + details.thumbnails.map(\.url)
    for picture in pictures {
      if let url = address(picture) { return url }
    }
    return nil
  }

  private mutating func write(enclosure media: FeedMedia) {
    guard let url = address(media.url) else { return }
    json.startObject()
    json.string("url", url)
    string("type", media.mediaType)
    json.number("length", media.length)
    string("title", line(media.title))
    duration(media.details.duration)
    json.endObject()
  }

  private mutating func write(enclosure link: FeedLink) {
    guard let url = address(link.href, base: link.base) else { return }
    json.startObject()
    json.string("url", url)
    string("type", link.mediaType)
    json.number("length", link.length)
    string("title", line(link.title))
    json.endObject()
  }

  private mutating func write(object media: FeedMedia) {
    guard let url = address(media.url) else { return }
    json.startObject()
    json.string("url", url)
    json.string("role", media.role.rawValue)
    string("type", media.mediaType.flatMap { $0.hasSuffix("/*") ? nil : $0 })
    json.number("length", media.length)
    json.number("width", media.width)
    json.number("height", media.height)
    let details = media.details
    if details.title == nil { string("title", line(media.title)) }
    if details.description == nil { string("description", media.description) }
    if details.credits.isEmpty { string("credit", line(media.credit)) }
    write(media: details)
    json.endObject()
  }

  /// The members that Media RSS adds.
  mutating func write(media details: MediaDetails) {
    guard details != MediaDetails() else { return }
    string("medium", details.medium)
    if let isDefault = details.isDefault { json.bool("isDefault", isDefault) }
    string("expression", details.expression)
    duration(details.duration)
    for (name, value) in [
      ("bitrate", details.bitrate), ("framerate", details.framerate), ("samplingRate", details.samplingRate),
      ("channels", details.channels), ("language", details.language), ("time", details.time),
    ] { string(name, value) }
    json.number("group", details.group)
    title(details.title)
    text("description", details.description)
    values("credits", details.credits)
    if !details.categories.isEmpty { categories(details.categories) }
    json.strings("keywords", details.keywords)
    values("ratings", details.ratings)
    link("copyright", details.copyright)
    link("license", details.license)
    if let player = details.player { image("player", player) }
    values("hashes", details.hashes)
    values("restrictions", details.restrictions)
    if !details.thumbnails.isEmpty {
      json.startArray("thumbnails")
      for thumbnail in details.thumbnails { image(nil, thumbnail) }
      json.endArray()
    }
    if !details.texts.isEmpty {
      json.startArray("texts")
      for text in details.texts { detail(nil, text) }
      json.endArray()
    }
    json.strings("comments", details.comments)
    rareList("community", details.community) { writer, value in
      writer.json.string("name", value.name)
      writer.json.string("value", value.value)
    }
  }

  private mutating func values(_ name: String, _ values: [MediaValue]) {
    rareList(name, values) { writer, value in
      writer.json.string("value", writer.line(value.value) ?? "")
      writer.string("scheme", value.scheme)
      writer.string("role", value.role)
    }
  }

  /// A text whose scheme is an address.
  private mutating func link(_ name: String, _ value: MediaValue?) {
    rareObject(name) { writer in
      writer.string("value", writer.line(value?.value))
      writer.string("url", writer.address(value?.scheme))
      writer.string("type", value?.role)
    }
  }

  /// A duration in seconds beside its text.
  mutating func duration(_ text: String?) {
    guard let text, !text.isEmpty else { return }
    if options.isRaw { return json.string("duration", text) }
    json.number("duration", PlayTime.seconds(text))
    json.string("durationText", text)
  }
}

/// Durations as podcasts write them: seconds, `mm:ss`, `hh:mm:ss`.
enum PlayTime {
  /// Whole seconds; `nil` when the text is no duration under ten thousand hours.
  static func seconds(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var total = 0
    for part in parts {
      let whole = part.prefix { $0 != "." && $0 != "," }
      guard let number = Int(whole.filter { $0 != " " }), (0...36_000_000).contains(number) else { return nil }
      total = total * 60 + number
    }
    return total <= 36_000_000 ? total : nil
  }
}
