import FeedFormats
import Foundation
import Normalization
import WebValues

extension ReportWriter {
  /// One entry as an object.
  mutating func write(entry: FeedEntry, of source: FeedSource) {
    let details = entry.details
    bases = feedBases.inside(entry.base)
    language = entry.language ?? source.language
    json.startObject()
    identify(entry)
    string("originalLink", address(details.originalLink))
    dates(entry)
    dates(details.dates)
    text("summary", entry.summary)
    json.startArray("content")
    for content in entry.contents { detail(nil, content) }
    json.endArray()
    people("authors", entry.authors)
    people("contributors", details.contributors)
    person("publisher", details.publisher)
    categories(entry.categories)
    media(entry, details)
    geo(details.geometries)
    origin(details.source)
    string("comments", address(entry.comments))
    discussion(details.discussion)
    text("rights", details.rights)
    strings("licenses", details.licenses.compactMap { address($0) })
    language(entry.language)
    named("dublinCore", details.dublinCore)
    named("prism", details.prism)
    itunes(details.itunes)
    podcast(details.podcast)
    json.endObject()
  }

  /// A deleted entry as an object: an entry with little but its id and `deleted` (RFC 6721).
  mutating func write(deleted: DeletedEntry, of source: FeedSource) {
    var entry = FeedEntry()
    entry.id = deleted.id
    entry.links = deleted.links
    bases = feedBases
    language = source.language
    json.startObject()
    identify(entry)
    for name in ["dates", "content", "authors", "contributors", "categories", "enclosures", "media", "licenses"] {
      strings(name, [])
    }
    strings("dublinCore", [])
    strings("prism", [])
    json.startObject("deleted")
    date("when", deleted.when)
    person("by", deleted.by)
    text("comment", deleted.comment)
    json.endObject()
    json.endObject()
  }

  private mutating func identify(_ entry: FeedEntry) {
    string("id", entry.id)
    if let isPermalink = entry.idIsPermalink { json.bool("idIsPermalink", isPermalink) }
    title(entry.title)
    string("link", link(of: entry))
    links(entry.links)
  }

  /// The page, else a guid that is a permanent link.
  private func link(of entry: FeedEntry) -> String? {
    if let page = page(entry.links) { return page }
    guard let id = entry.id, entry.idIsPermalink != false, let url = WebURL(id), url.isWeb else { return nil }
    return address(id)
  }

  /// When it was published, by the first date that can be read, and which that was.
  private mutating func dates(_ entry: FeedEntry) {
    let candidates: [(text: String?, source: String)] = [
      (entry.published, "published"), (entry.dublinCoreDate, "dublin-core"), (entry.updated, "updated"),
    ]
    let said = candidates.compactMap { candidate in candidate.text.map { (text: $0, source: candidate.source) } }
      .filter { !$0.text.isEmpty }
    if let published = said.first(where: { moment($0.text) != nil }) ?? said.first {
      date("published", published.text)
      json.string("publishedSource", published.source)
      if !options.isRaw, let date = moment(published.text), isImplausible(date) {
        json.bool("publishedIsImplausible", true)
      }
    }
    date("updated", entry.updated)
    date("created", entry.created)
    date("expired", entry.expired)
  }

  /// Whether a date is before 1990, when there were no feeds, or over a day ahead, for clocks and zones may be wrong.
  private func isImplausible(_ date: Date) -> Bool {
    date.timeIntervalSince1970 < 631_152_000 || options.now.map { date > $0.addingTimeInterval(86_400) } ?? false
  }

  /// The feed that an entry was copied from.
  private mutating func origin(_ source: FeedSource) {
    guard source != FeedSource() else { return }
    let outer = bases
    bases = bases.inside(source.base)
    json.startObject("source")
    describe(source)
    // RSS names the feed, not a page of it.
    if page(source.links) == nil { string("link", link(source.links, relation: "self")) }
    json.endObject()
    bases = outer
  }

  private mutating func discussion(_ discussion: DiscussionValues) {
    rareObject("discussion") { writer in
      writer.json.number("count", discussion.count)
      writer.string("section", discussion.section)
      writer.string("department", discussion.department)
      writer.string("hitParade", discussion.hitParade)
      writer.string("postURL", writer.address(discussion.postURL))
      writer.string("feedURL", writer.address(discussion.feedURL))
      writer.rareList("inReplyTo", discussion.inReplyTo) { writer, reply in
        writer.string("id", reply.id)
        writer.string("url", writer.address(reply.href))
        writer.string("type", reply.mediaType)
        writer.string("source", writer.address(reply.source))
      }
    }
  }
}
