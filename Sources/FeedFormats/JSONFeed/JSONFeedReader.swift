/// Reads JSON Feed 1.0 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).
///
/// Members of the wrong type are taken as missing, but for numbers and texts, which stand for each other. Of the
/// extensions (`_name`) only those that `JSONFeedWriter` writes are read.
struct JSONFeedReader {
  var feed: FeedBuilder

  /// Reads a parsed document; `nil` when it is no feed.
  init?(_ root: JSONValue, limits: FeedLimits) {
    let version = root["version"]?.text ?? ""
    let items = root["items"]
    let isLikely =
      items.map { !$0.elements.isEmpty || $0 == .array([]) } == true
      && ["title", "home_page_url", "feed_url"].contains { root[$0]?.text != nil }
    guard version.contains("jsonfeed.org") || isLikely else { return nil }
    let isFirst = version.hasSuffix("/1") || version.hasSuffix("/1.0") || version.hasSuffix("/1/")
    feed = FeedBuilder(format: isFirst ? .jsonFeed10 : .jsonFeed11, limits: limits)
    if !version.contains("jsonfeed.org") {
      feed.defect("missing-version", line: 0, "the feed does not say its version and was read as JSON Feed 1.1")
    }
    source(root)
    for item in items?.elements ?? [] {
      guard case .object = item else {
        feed.defect("unreadable-item", line: 0, "an item that is no object was left out")
        continue
      }
      guard feed.wantsEntry(line: 0) else { continue }
      feed.addEntry { $0 = JSONFeedItem(item).entry }
    }
  }

  private mutating func source(_ root: JSONValue) {
    var source = FeedSource()
    source.title = .nonEmpty(root["title"]?.text, .text)
    source.subtitle = .nonEmpty(root["description"]?.text, .text)
    source.info = .nonEmpty(root["user_comment"]?.text, .text)
    source.language = root["language"]?.text
    source.logo = root["icon"]?.text.map { FeedImage($0) }
    source.icon = root["favicon"]?.text
    source.authors = JSONFeedItem(root).authors
    source.isExpired = root["expired"]?.flag
    for (member, relation) in [("home_page_url", "alternate"), ("feed_url", "self"), ("next_url", "next")] {
      if let url = root[member]?.text { source.links.append(FeedLink(url, relation: relation)) }
    }
    for hub in root["hubs"]?.elements ?? [] {
      if let url = hub["url"]?.text ?? hub.text { source.links.append(FeedLink(url, relation: "hub")) }
    }
    feed.document.source = source
  }
}

/// One item of a JSON Feed, or what the feed's own object has in common with it.
struct JSONFeedItem {
  private let item: JSONValue

  init(_ item: JSONValue) { self.item = item }

  /// The item as an entry.
  var entry: FeedEntry {
    var entry = FeedEntry()
    entry.id = item["id"]?.text
    entry.title = .nonEmpty(item["title"]?.text, .text)
    if let url = item["url"]?.text { entry.links.append(FeedLink(url)) }
    if let url = item["external_url"]?.text { entry.links.append(FeedLink(url, relation: "related")) }
    entry.summary = .nonEmpty(item["summary"]?.text, .text)
    entry.addContent(.nonEmpty(Self.nonBlank(item["content_html"]), .html))
    entry.addContent(.nonEmpty(Self.nonBlank(item["content_text"]), .text))
    entry.published = item["date_published"]?.text
    entry.updated = item["date_modified"]?.text
    entry.authors = authors
    entry.language = item["language"]?.text
    for tag in item["tags"]?.elements ?? item["tags"].map({ [$0] }) ?? [] { entry.categories.appendTerm(tag.text) }
    for member in ["image", "banner_image"] {
      if let url = item[member]?.text ?? item[member]?["url"]?.text {
        entry.media.append(FeedMedia(url, role: .thumbnail))
      }
    }
    for attachment in item["attachments"]?.elements ?? [] { Self.add(attachment, to: &entry.media) }
    extensions(&entry)
    return entry
  }

  /// What `JSONFeedWriter` adds: `_source`, `_georss`.
  private func extensions(_ entry: inout FeedEntry) {
    if let source = item["_source"] {
      entry.sourceTitle = source["title"]?.text
      entry.sourceURL = source["url"]?.text
    }
    if let text = item["_georss"]?["point"]?.text {
      let numbers = text.split(separator: " ").compactMap { Double($0) }
      if numbers.count == 2 { entry.point = FeedPoint(numbers[0], numbers[1]) }
    }
  }

  private static func add(_ attachment: JSONValue, to media: inout [FeedMedia]) {
    guard let url = attachment["url"]?.text else { return }
    var object = FeedMedia(
      url, role: .enclosure, mediaType: attachment["mime_type"]?.text, length: attachment["size_in_bytes"]?.integer)
    object.title = attachment["title"]?.text
    if let duration = attachment["duration_in_seconds"]?.text { object.details.duration = duration }
    media.append(object)
  }

  private static func nonBlank(_ value: JSONValue?) -> String? {
    guard let text = value?.rawText, text.trimmed != nil else { return nil }
    return text
  }

  /// `authors` of 1.1, and `author` of 1.0 when there are none; objects or names.
  var authors: [FeedPerson] {
    var people: [FeedPerson] = []
    let listed = item["authors"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    let old = item["author"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    for author in listed + old {
      guard people.isEmpty || listed.contains(author) else { break }
      if let text = author.text {
        people.appendPerson(FeedPerson(rss: text))
        continue
      }
      let person = FeedPerson(
        name: author["name"]?.text ?? "", email: author["email"]?.text, uri: author["url"]?.text)
      if person != FeedPerson(name: "") { people.appendPerson(person) }
    }
    return people
  }
}
