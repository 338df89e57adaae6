import ArticleStore
import Articles
import FeedFormats
import Foundation
import HTTPServer
import Publication
import Querying
import WebValues

extension WebApplication {
  /// `/api/articles?query=&limit=&offset=`: newest first; at most 200 at a time, 50 unless told.
  func articlesJSON(_ request: HTTPServerRequest) async throws(StoreError) -> HTTPServerResponse {
    let text = request.target.parameter("query") ?? ""
    let query: Query
    do throws(QueryError) {
      query = try Query(text, vocabulary: vocabulary)
    } catch {
      return Self.refusal(
        "query", error.message, caret: error.caretText(for: text), offset: error.offset, length: error.length,
        suggestion: error.suggestion)
    }
    let limit = Self.number(request.target.parameter("limit"), default: 50, in: 1...200)
    let offset = Self.number(request.target.parameter("offset"), default: 0, in: 0...1_000_000)
    guard let limit else { return Self.refusal("limit", "limit must be a whole number from 1 to 200") }
    guard let offset else { return Self.refusal("offset", "offset must be a whole number from 0 to 1000000") }
    let now = now()
    let articles = try await store.articles(matching: query, now: now, limit: limit, offset: offset)
    var json = JSONWriter(capacity: articles.count * 1024)
    json.startObject()
    json.string("query", query.text)
    json.number("total", try await store.count(matching: query, now: now))
    json.number("offset", offset)
    json.startArray("articles")
    for article in articles { self.article(article, to: &json) }
    json.endArray()
    json.endObject()
    return Self.response(json)
  }

  private func article(_ tagged: TaggedArticle, to json: inout JSONWriter) {
    let article = tagged.article
    json.startObject()
    json.string("id", article.id.rawValue)
    json.string("url", article.url)
    json.string("title", article.title)
    json.string("summary", article.summary)
    json.string("language", article.language)
    json.string("declaredLanguage", article.declaredLanguage)
    json.string("script", article.script)
    json.string("feed", article.feed.rawValue)
    json.string("feedTitle", feedTitle(article.feed))
    json.string("published", WebDate.rfc3339(article.plausiblePublication))
    json.string("firstSeen", WebDate.rfc3339(article.firstSeen))
    json.strings("authors", article.authors)
    json.bool("inScope", tagged.classification.isInScope)
    json.string("scopeReason", tagged.classification.scopeReason)
    json.startArray("tags")
    for tag in tagged.classification.tags {
      json.startObject()
      json.string("topic", tag.topic)
      json.string("label", topics.label(tag.topic))
      json.string("group", topics[tag.topic]?.group)
      json.decimal("score", tag.score)
      json.startArray("evidence")
      for evidence in tag.evidence { Self.evidence(evidence, to: &json) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.startArray("entities")
    for entity in tagged.classification.entities {
      json.startObject()
      json.string("id", entity.id)
      json.string("name", entity.name)
      json.string("kind", entity.kind.rawValue)
      json.string("type", entity.type)
      json.strings("countries", entity.countries)
      json.endObject()
    }
    json.endArray()
    if let place = tagged.classification.place { Self.place(place, to: &json) }
    json.endObject()
  }

  private static func place(_ place: ArticlePlace, to json: inout JSONWriter) {
    json.startObject("place")
    json.string("id", place.id)
    json.string("name", place.name)
    json.string("type", place.type)
    json.strings("countries", place.countries)
    json.string("subdivision", place.subdivision)
    if let coordinates = place.coordinates {
      json.decimal("latitude", coordinates.latitude, places: 4)
      json.decimal("longitude", coordinates.longitude, places: 4)
    }
    json.endObject()
  }

  private static func evidence(_ evidence: Evidence, to json: inout JSONWriter) {
    json.startObject()
    json.string("words", evidence.span.words)
    json.string("field", evidence.span.field.rawValue)
    json.number("start", evidence.span.start)
    json.number("end", evidence.span.end)
    json.string("rule", evidence.rule)
    json.decimal("share", evidence.share)
    json.endObject()
  }

  /// `/api/feeds`: each feed of the desk, in its order, with what was learned of it.
  func feedsJSON() async throws(StoreError) -> HTTPServerResponse {
    let states = Dictionary(try await store.feedStates().map { ($0.id, $0) }) { first, _ in first }
    var json = JSONWriter(capacity: feeds.count * 512)
    json.startObject()
    json.startArray("feeds")
    for feed in feeds {
      json.startObject()
      json.string("id", feed.id.rawValue)
      json.string("title", feed.title)
      json.string("homePage", feed.homePage)
      json.string("country", feed.country)
      json.string("health", (states[feed.id]?.health ?? .new).rawValue)
      if let state = states[feed.id] { self.state(state, to: &json) }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return Self.response(json)
  }

  private func state(_ state: FeedState, to json: inout JSONWriter) {
    json.string("format", state.format)
    for (name, date) in [
      ("lastPoll", state.lastPoll), ("lastSuccess", state.lastSuccess), ("lastChange", state.lastChange),
      ("nextPoll", state.nextPoll),
    ] {
      json.string(name, date.map(WebDate.rfc3339))
    }
    json.number("consecutiveFailures", state.consecutiveFailures)
    if let failure = state.lastFailure {
      json.startObject("lastFailure")
      json.string("code", failure.code)
      json.string("message", failure.message)
      json.string("at", WebDate.rfc3339(failure.at))
      json.endObject()
    }
    json.number("defects", state.defectCount)
    json.number("articles", state.articleCount)
    json.number("requests", state.requestCount)
    json.number("notModified", state.notModifiedCount)
    json.number("receivedBytes", state.receivedBytes)
  }

  /// A number in its range, the default when there is none, `nil` for anything else.
  private static func number(_ text: String?, default value: Int, in range: ClosedRange<Int>) -> Int? {
    guard let text else { return value }
    return Int(text).flatMap { range.contains($0) ? $0 : nil }
  }

  private static func refusal(
    _ parameter: String, _ message: String, caret: String? = nil, offset: Int? = nil, length: Int? = nil,
    suggestion: String? = nil
  ) -> HTTPServerResponse {
    var json = JSONWriter()
    json.startObject()
    json.startObject("error")
    json.string("parameter", parameter)
    json.string("message", message)
    json.string("caret", caret)
    json.number("offset", offset)
    json.number("length", length)
    json.string("suggestion", suggestion)
    json.endObject()
    json.endObject()
    return response(json, status: 400)
  }

  private static func response(_ json: JSONWriter, status: Int = 200) -> HTTPServerResponse {
    var response = HTTPServerResponse(
      status: status,
      headers: [
        HTTPField("Content-Type", "application/json; charset=utf-8"), HTTPField("X-Content-Type-Options", "nosniff"),
        HTTPField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        HTTPField("Cross-Origin-Resource-Policy", "same-origin"), HTTPField("Cache-Control", "private, no-cache"),
      ], body: json.bytes + [0x0A])
    if status == 200 { response.setValidators(lastModified: nil) }
    return response
  }
}
