/// Reads JSON Feed 1.0 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).
///
/// Members of the wrong type are taken as missing; extensions (`_name`) are not read.
struct JSONFeedReader {
  var feed: FeedBuilder

  /// Reads a parsed document; `nil` when it is no feed.
  init?(_ root: JSONValue, limits: FeedLimits) {
    let version = root["version"]?.text ?? ""
    guard version.contains("jsonfeed.org") || (root["items"] != nil && root["title"] != nil) else { return nil }
    feed = FeedBuilder(format: version.hasSuffix("/1") ? .jsonFeed10 : .jsonFeed11, limits: limits)
    if !version.contains("jsonfeed.org") {
      feed.defect("missing-version", line: 0, "the feed does not say its version and was read as JSON Feed 1.1")
    }
    source(root)
    for item in root["items"]?.elements ?? [] where feed.wantsEntry(line: 0) {
      feed.addEntry { $0 = Self.entry(item) }
    }
  }

  private mutating func source(_ root: JSONValue) {
    var source = FeedSource()
    source.title = .nonEmpty(root["title"]?.text, .text)
    source.subtitle = .nonEmpty(root["description"]?.text, .text)
    source.language = root["language"]?.text
    source.logo = root["icon"]?.text.map { FeedImage($0) }
    source.icon = root["favicon"]?.text
    source.authors = Self.authors(root)
    if let url = root["home_page_url"]?.text { source.links.append(FeedLink(url)) }
    if let url = root["feed_url"]?.text { source.links.append(FeedLink(url, relation: "self")) }
    if let url = root["next_url"]?.text { source.links.append(FeedLink(url, relation: "next")) }
    for hub in root["hubs"]?.elements ?? [] {
      if let url = hub["url"]?.text { source.links.append(FeedLink(url, relation: "hub")) }
    }
    feed.document.source = source
  }

  private static func entry(_ item: JSONValue) -> FeedEntry {
    var entry = FeedEntry()
    entry.id = item["id"]?.text
    entry.title = .nonEmpty(item["title"]?.text, .text)
    if let url = item["url"]?.text { entry.links.append(FeedLink(url)) }
    if let url = item["external_url"]?.text { entry.links.append(FeedLink(url, relation: "related")) }
    entry.summary = .nonEmpty(item["summary"]?.text, .text)
    entry.content =
      .nonEmpty(Self.nonBlank(item["content_html"]), .html) ?? .nonEmpty(Self.nonBlank(item["content_text"]), .text)
    entry.published = item["date_published"]?.text
    entry.updated = item["date_modified"]?.text
    entry.authors = Self.authors(item)
    entry.language = item["language"]?.text
    for tag in item["tags"]?.elements ?? [] { entry.categories.appendTerm(tag.text) }
    for member in ["image", "banner_image"] {
      if let url = item[member]?.text { entry.media.append(FeedMedia(url, role: .thumbnail)) }
    }
    for attachment in item["attachments"]?.elements ?? [] {
      guard let url = attachment["url"]?.text else { continue }
      var object = FeedMedia(
        url, role: .enclosure, mediaType: attachment["mime_type"]?.text,
        length: attachment["size_in_bytes"]?.integer)
      object.title = attachment["title"]?.text
      entry.media.append(object)
    }
    return entry
  }

  private static func nonBlank(_ value: JSONValue?) -> String? {
    value?.trimmedIsEmpty == false ? value?.rawText : nil
  }

  /// `authors` of 1.1, else `author` of 1.0.
  private static func authors(_ value: JSONValue) -> [FeedPerson] {
    var people: [FeedPerson] = []
    for author in value["authors"]?.elements ?? value["author"].map({ [$0] }) ?? [] {
      let url = author["url"]?.text
      guard let name = author["name"]?.text ?? author.text ?? url else { continue }
      people.appendPerson(FeedPerson(name: name, uri: url))
    }
    return people
  }
}

extension JSONValue {
  /// Whether a string has nothing but white space; anything else counts as empty.
  fileprivate var trimmedIsEmpty: Bool { rawText?.trimmed == nil }
}
