import ArticleStore
import FeedFormats
import Foundation
import HTTPServer
import Markup
import Publication

extension WebApplication {
  /// `/feeds/<output>.<format>`.
  func feed(_ name: String, _ request: HTTPServerRequest) async throws(StoreError) -> HTTPServerResponse {
    guard let dot = name.lastIndex(of: "."),
      let format = OutputFormat(rawValue: String(name[name.index(after: dot)...])),
      let output = outputs.first(where: { $0.id == name[..<dot] }), output.formats.contains(format)
    else { return notFound(request) }
    if let refusal = limitRefusal(name, request) { return refusal }
    let now = now()
    let generation = generation.value
    let lifetime = TimeInterval(max(1, maximumAgeSeconds))
    if let kept = cache.response(name, generation: generation, now: now, lifetime: lifetime) { return kept }
    let articles = try await store.articles(matching: output.query, now: now, limit: max(0, output.limit), offset: 0)
    let document = builder.document(for: output, format: format, articles: articles)
    let response = HTTPServerResponse(
      headers: [
        HTTPField("Content-Type", document.format.mediaType), HTTPField("X-Content-Type-Options", "nosniff"),
        HTTPField("Content-Security-Policy", "default-src 'none'; sandbox"),
        HTTPField(
          "Cache-Control",
          access.token == nil ? "max-age=\(maximumAgeSeconds)" : "private, max-age=\(maximumAgeSeconds)"),
        HTTPField("Vary", "Accept-Encoding"),
      ] + links(output, format), body: FeedWriter.bytes(document, as: document.format))
    return cache.keep(
      response, as: name, generation: generation, lastModified: builder.lastChange(articles), now: now)
  }

  /// What the feed is and which hub tells of it, where a hub finds that without reading it (WebSub §4).
  private func links(_ output: Output, _ format: OutputFormat) -> [HTTPField] {
    guard let hubURL, let topic = builder.topic(of: output, format) else { return [] }
    return [HTTPField("Link", "<\(hubURL)>; rel=\"hub\", <\(topic)>; rel=\"self\"")]
  }

  /// 429 for a client that asks again and again for all of a feed instead of for what changed.
  private func limitRefusal(_ name: String, _ request: HTTPServerRequest) -> HTTPServerResponse? {
    guard let limit = unconditionalRequestsPerMinute, !request.remoteAddress.isEmpty,
      limitsLoopback || !Self.isLoopback(request.remoteAddress),
      request.headers["If-None-Match"] == nil, request.headers["If-Modified-Since"] == nil,
      let seconds = limiter.secondsToWait("\(request.remoteAddress) \(name)", limit: limit, now: now())
    else { return nil }
    let times = limit == 1 ? "once" : "\(limit) times"
    return .message(
      429, "this feed was asked for \(times) in this minute already without If-None-Match or If-Modified-Since",
      headers: [HTTPField("Retry-After", String(seconds))])
  }

  private static func isLoopback(_ address: String) -> Bool {
    address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
  }

  /// `/opml`: the outputs as OPML 2.0, each in its first format.
  func outputList() -> HTTPServerResponse {
    var xml = XMLWriter()
    xml.start("opml")
    xml.attribute("version", "2.0")
    xml.start("head")
    xml.element("title", title)
    xml.end()
    xml.start("body")
    for output in outputs {
      guard let format = output.formats.first else { continue }
      xml.start("outline")
      xml.attribute("text", output.title)
      xml.attribute("title", output.title)
      xml.attribute("type", "rss")
      if !output.description.isEmpty { xml.attribute("description", output.description) }
      xml.attribute("xmlUrl", (baseURL ?? "") + path(of: output, format))
      if let baseURL { xml.attribute("htmlUrl", baseURL + "/") }
      if let language = output.language { xml.attribute("language", language) }
      xml.end()
    }
    xml.end()
    xml.end()
    var response = HTTPServerResponse(
      headers: [
        HTTPField("Content-Type", "text/x-opml; charset=utf-8"), HTTPField("X-Content-Type-Options", "nosniff"),
        HTTPField("Cache-Control", "private, max-age=\(maximumAgeSeconds)"),
      ], body: xml.bytes)
    response.setValidators(lastModified: nil)
    return response
  }

  /// Path of an output's feed, with its own token where one is needed.
  func path(of output: Output, _ format: OutputFormat) -> String {
    let path = "/feeds/\(output.id).\(format.fileExtension)"
    return access.outputToken(output.id).map { "\(path)?token=\($0)" } ?? path
  }
}
