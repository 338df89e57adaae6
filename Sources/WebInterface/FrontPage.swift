import ArticleStore
import Articles
import FeedFormats
import Foundation
import HTTPServer
import Publication
import Querying
import WebValues

extension WebApplication {
  private static let articlesPerPage = 50

  /// `/`: the latest tagged articles, or those that `?query=` matches, the outputs, and how the feeds are doing.
  func frontPage(_ request: HTTPServerRequest) async throws(StoreError) -> HTTPServerResponse {
    let text = request.target.parameter("query") ?? ""
    let query: Query
    do throws(QueryError) {
      query = try Query(text.isEmpty ? "tagged:yes" : text, vocabulary: vocabulary)
    } catch {
      return ErrorPage(400, "This query cannot be read", error.caretText(for: text)).response()
    }
    let shown = try await store.articles(matching: query, now: now(), limit: Self.articlesPerPage, offset: 0)
    let states = try await store.feedStates()
    let statistics = try await store.statistics()
    var page = HTMLPage(title: title)
    head(&page, statistics, query: text)
    page.markup("<main>\n")
    page.markup("<h2>")
    page.text(text.isEmpty ? "Latest tagged articles" : "Articles that match")
    page.markup("</h2>\n")
    if shown.isEmpty { page.markup("<p class=\"dim\">None yet.</p>\n") }
    for article in shown { self.article(article, &page) }
    outputSection(&page)
    feedSection(&page, states)
    page.markup("</main>\n")
    return page.response()
  }

  private func head(_ page: inout HTMLPage, _ statistics: StoreStatistics, query: String) {
    page.markup("<header>\n<h1><bdi>")
    page.text(title)
    page.markup("</bdi></h1>\n<p class=\"dim\">")
    page.text("Articles: \(statistics.articles), tagged: \(statistics.taggedArticles)")
    page.text(", feeds polled: \(statistics.feeds)")
    page.markup(
      " · <a href=\"#outputs\">Output feeds</a> · <a href=\"#feeds\">Feeds polled</a></p>\n<form action=\"/\" method=\"get\" role=\"search\">\n"
    )
    page.markup("<input type=\"search\" name=\"query\" dir=\"auto\" aria-label=\"Query\" placeholder=\"Query\"")
    page.attribute("value", query)
    page.markup(">\n<button>Search</button>\n</form>\n</header>\n")
  }

  private func outputSection(_ page: inout HTMLPage) {
    guard !outputs.isEmpty else { return }
    page.markup("<h2 id=\"outputs\">Output feeds</h2>\n<table class=\"outputs\">\n")
    for output in outputs {
      page.markup("<tr><th scope=\"row\"><bdi>")
      page.text(output.title)
      page.markup("</bdi></th><td class=\"formats\">")
      for format in output.formats {
        page.markup("<a")
        page.attribute("href", path(of: output, format))
        page.markup(">")
        page.text(format.rawValue)
        page.markup("</a> ")
      }
      page.markup("</td><td dir=\"auto\">")
      page.text(output.description)
      page.markup("</td></tr>\n")
    }
    page.markup("</table>\n")
  }

  private func article(_ tagged: TaggedArticle, _ page: inout HTMLPage) {
    let article = tagged.article
    let marks = Highlighting.marks(tagged.classification.tags)
    page.markup("<article")
    if let language = article.language { page.attribute("lang", language) }
    page.markup(">\n<h3 dir=\"auto\">")
    page.title(article, marks: marks.filter { $0.span.field == .title })
    page.markup("</h3>\n<p class=\"meta\" lang=\"en\"><bdi>")
    page.text(feedTitle(article.feed))
    page.markup("</bdi> · <time")
    let time = WebDate.rfc3339(article.plausiblePublication)
    page.attribute("datetime", time)
    page.markup(">")
    page.text(Self.readable(time))
    page.markup("</time></p>\n")
    page.excerpt(article, marks: marks)
    if !tagged.classification.tags.isEmpty {
      page.markup("<ul class=\"topics\" lang=\"en\">\n")
      for tag in tagged.classification.tags { topic(tag, &page) }
      page.markup("</ul>\n")
    }
    page.markup("</article>\n")
  }

  /// A topic, its score, and as a tooltip the words that it rests on, then those that lower the score.
  private func topic(_ tag: Tag, _ page: inout HTMLPage) {
    let lowering = Self.words(tag.evidence.filter { $0.share < 0 })
    let words = Self.words(tag.evidence.filter { $0.share > 0 })
    page.markup("<li")
    page.attribute("title", lowering.isEmpty ? words : "\(words); lowered by: \(lowering)")
    page.markup("><b>")
    page.text(topics.label(tag.topic))
    page.markup("</b> ")
    page.text(WrittenNumber.decimal(min(max(tag.score, 0), 1) * 100, places: 0) + " %")
    page.markup("</li>\n")
  }

  /// The first six of the words, none twice.
  private static func words(_ evidence: [Evidence]) -> String {
    var seen: Set<String> = []
    return evidence.map(\.span.words).filter { seen.insert($0).inserted }.prefix(6).joined(separator: ", ")
  }

  private func feedSection(_ page: inout HTMLPage, _ states: [FeedState]) {
    let failing = states.filter { $0.health != .ok && $0.health != .new }
    page.markup("<h2 id=\"feeds\">Feeds</h2>\n<p>")
    let healthy = states.count { $0.health == .ok }
    page.text("\(feeds.count) in the desk, \(healthy) fine, \(failing.count) not")
    page.markup(" (<a href=\"/api/feeds\">all, as JSON</a>)</p>\n")
    guard !failing.isEmpty else { return }
    page.markup(
      "<table class=\"feeds\">\n<tr><th scope=\"col\">Feed</th><th scope=\"col\">State</th><th scope=\"col\">Why</th></tr>\n"
    )
    for state in failing {
      page.markup("<tr><td><bdi>")
      page.text(feedTitle(state.id))
      page.markup("</bdi></td><td class=\"bad\">")
      page.text(state.health.rawValue)
      page.markup("</td><td dir=\"auto\">")
      if let failure = state.lastFailure {
        page.text(
          "\(failure.message) (\(Self.readable(WebDate.rfc3339(failure.at))), \(state.consecutiveFailures) in a row)")
      }
      page.markup("</td></tr>\n")
    }
    page.markup("</table>\n")
  }

  /// The feed's name in the desk, its id when the desk does not know it any more.
  func feedTitle(_ id: FeedID) -> String { feeds.first { $0.id == id }?.title ?? id.rawValue }

  /// `2026-11-23 21:05 UTC`.
  private static func readable(_ rfc3339: String) -> String {
    rfc3339.prefix(16).replacing("T", with: " ") + " UTC"
  }
}

extension HTMLPage {
  /// The title with its evidence marked, linked when the article has a page.
  fileprivate mutating func title(_ article: Article, marks: [Highlighting.Mark]) {
    let url = article.url.flatMap { Self.isWeb($0) ? $0 : nil }
    if let url {
      markup("<a rel=\"noopener noreferrer\"")
      attribute("href", url)
      markup(">")
    }
    Highlighting.append(article.title, marks: marks, to: &bytes)
    if url != nil { markup("</a>") }
  }

  /// The summary, or where only the text has evidence the place in the text.
  fileprivate mutating func excerpt(_ article: Article, marks: [Highlighting.Mark]) {
    let inSummary = marks.filter { $0.span.field == .summary }
    let inText = marks.filter { $0.span.field == .text }
    let usesText = article.summary.isEmpty || inSummary.isEmpty && !inText.isEmpty
    let text = usesText ? article.text : article.summary
    guard !text.isEmpty else { return }
    markup("<p dir=\"auto\">")
    Highlighting.appendExcerpt(text, marks: usesText ? inText : inSummary, length: 420, to: &bytes)
    markup("</p>\n")
  }
}
