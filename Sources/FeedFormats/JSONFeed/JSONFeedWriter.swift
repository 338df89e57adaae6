import Foundation
import WebValues

/// Writes JSON Feed 1.1 with extensions: `_khabar` and the like for foreign elements, `_source`, `_georss`.
///
/// Not carried: rights, generator, categories of the feed, schemes and labels of tags, e-mail addresses, links other
/// than page, feed, next page and hubs, thumbnails after the first, places other than a point, and what RSS and Atom
/// extensions say.
public enum JSONFeedWriter {
  /// The document's bytes, one item a line.
  public static func bytes(_ document: FeedDocument) -> [UInt8] {
    let source = document.source
    let entries = WrittenEntry.all(document)
    var json = JSONWriter(capacity: 2048 + entries.count * 2048)
    json.startObject()
    json.string("version", "https://jsonfeed.org/version/1.1")
    json.string("title", source.title?.value ?? source.link("alternate") ?? "")
    json.string("home_page_url", WrittenReference.web(source.link("alternate")))
    json.string("feed_url", WrittenReference.web(source.link("self")))
    json.string("description", source.subtitle?.value)
    json.string("user_comment", source.info?.value)
    json.string("next_url", WrittenReference.web(source.link("next")))
    json.string("icon", WrittenReference.web(source.logo?.url ?? (source.icon == nil ? source.image : nil)))
    json.string("favicon", WrittenReference.web(source.icon))
    if let isExpired = source.isExpired { json.bool("expired", isExpired) }
    people(source.authors, to: &json)
    if let language = source.language, !language.isEmpty { json.string("language", language) }
    let hubs = source.links.filter { $0.relation == "hub" }.compactMap { WrittenReference.web($0.href) }
    if !hubs.isEmpty {
      json.startArray("hubs")
      for hub in hubs {
        json.startObject()
        json.string("type", "WebSub")
        json.string("url", hub)
        json.endObject()
      }
      json.endArray()
    }
    json.startArray("items")
    for entry in entries { item(entry, to: &json) }
    json.endArray()
    json.endObject()
    return json.bytes + [0x0A]
  }

  private static func item(_ written: WrittenEntry, to json: inout JSONWriter) {
    let entry = written.entry
    json.startObject()
    json.string("id", written.id)
    json.string("url", WrittenReference.web(written.link))
    json.string("external_url", related(written))
    if let title = entry.title, !title.value.isEmpty { json.string("title", title.value) }
    body(entry, to: &json)
    json.string(
      "image", entry.media.lazy.filter { $0.role == .thumbnail }.compactMap { WrittenReference.web($0.url) }.first)
    json.string("date_published", written.published.map(WebDate.rfc3339))
    if entry.updated != nil { json.string("date_modified", written.updated.map(WebDate.rfc3339)) }
    people(entry.authors, to: &json)
    var tags: Set<String> = []
    json.strings("tags", entry.categories.map(\.term).filter { !$0.isEmpty && tags.insert($0).inserted })
    if let language = entry.language, !language.isEmpty { json.string("language", language) }
    attachments(written, to: &json)
    extensions(written, to: &json)
    json.endObject()
  }

  /// The page that a link blog talks about.
  private static func related(_ written: WrittenEntry) -> String? {
    written.otherLinks.first { $0.link.relation == "related" && $0.link.title == nil }.flatMap {
      WrittenReference.web($0.href)
    }
  }

  /// One of `content_html` and `content_text` is required, and `summary` is plain text: HTML there becomes the content.
  private static func body(_ entry: FeedEntry, to json: inout JSONWriter) {
    let content = entry.content ?? entry.summary ?? entry.title ?? TextConstruct("")
    json.string(content.kind == .text ? "content_text" : "content_html", content.value)
    if content.kind != .text, entry.hasDetails,
      let plain = entry.details.moreContents.first(where: { $0.kind == .text })
    {
      json.string("content_text", plain.value)
    }
    if entry.content != nil, let summary = entry.summary, summary.kind == .text {
      json.string("summary", summary.value)
    }
  }

  private static func people(_ people: [FeedPerson], to json: inout JSONWriter) {
    let named = people.filter { !$0.name.isEmpty || WrittenReference.web($0.uri) != nil }
    guard !named.isEmpty else { return }
    json.startArray("authors")
    for person in named {
      json.startObject()
      if !person.name.isEmpty { json.string("name", person.name) }
      json.string("url", WrittenReference.web(person.uri))
      json.endObject()
    }
    json.endArray()
  }

  private static func attachments(_ written: WrittenEntry, to json: inout JSONWriter) {
    let enclosures = written.enclosures
    guard !enclosures.isEmpty else { return }
    json.startArray("attachments")
    for (media, url) in enclosures {
      json.startObject()
      json.string("url", url)
      json.string("mime_type", media.concreteMediaType ?? "application/octet-stream")
      json.string("title", media.title)
      json.number("size_in_bytes", media.length.flatMap { $0 >= 0 ? $0 : nil })
      if let seconds = media.details.duration.flatMap({ Double($0) }), seconds >= 0, seconds < 1e8 {
        json.decimal("duration_in_seconds", seconds)
      }
      json.endObject()
    }
    json.endArray()
  }

  /// Custom members: what JSON Feed has no word for.
  private static func extensions(_ written: WrittenEntry, to json: inout JSONWriter) {
    let entry = written.entry
    if let url = WrittenReference.web(entry.sourceURL) {
      json.startObject("_source")
      json.string("title", entry.sourceTitle ?? url)
      json.string("url", url)
      json.endObject()
    }
    if let point = written.point {
      json.startObject("_georss")
      json.string("point", point)
      json.endObject()
    }
    var prefixes: [String] = []
    for element in entry.foreignElements where isWritable(element) && !prefixes.contains(element.prefix) {
      prefixes.append(element.prefix)
    }
    for prefix in prefixes where prefix != "source" && prefix != "georss" {
      let elements = entry.foreignElements.filter { isWritable($0) && $0.prefix == prefix }
      json.startObject("_" + prefix)
      if let namespace = elements.first?.namespace { json.string("about", namespace) }
      members(elements, to: &json, depth: 0)
      json.endObject()
    }
  }

  /// Elements by name in order of first use, each name an array of objects.
  private static func members(
    _ elements: [ForeignElement], to json: inout JSONWriter, depth: Int, taken: Set<String> = ["about"]
  ) {
    guard depth < 16 else { return }
    var names: [String] = []
    for element in elements where isWritable(element) && !names.contains(element.name) && !taken.contains(element.name)
    {
      names.append(element.name)
    }
    for name in names {
      json.startArray(name)
      for element in elements where element.name == name && isWritable(element) {
        var used: Set<String> = []
        json.startObject()
        for attribute in element.attributes where used.insert(attribute.name).inserted {
          json.string(attribute.name, attribute.value)
        }
        if !element.text.isEmpty, used.insert("text").inserted { json.string("text", element.text) }
        members(element.children, to: &json, depth: depth + 1, taken: used)
        json.endObject()
      }
      json.endArray()
    }
  }
}
