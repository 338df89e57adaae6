import HTTPServer
import Markup

/// Builds an HTML page; text can only come in escaped.
struct HTMLPage {
  var bytes: [UInt8] = []

  /// Starts a page with its head and opens `main`.
  init(title: String) {
    markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
    text(title)
    markup("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    markup("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n")
    markup("</head>\n<body>\n")
  }

  /// Adds markup of our own.
  mutating func markup(_ markup: StaticString) {
    bytes.append(contentsOf: String(describing: markup).utf8)
  }

  /// Adds text, escaped.
  mutating func text(_ text: String) { XMLEscaping.appendHTML(text, to: &bytes) }

  /// Adds an attribute with a value that may be anything but a reference.
  mutating func attribute(_ name: StaticString, _ value: String) {
    markup(" ")
    markup(name)
    markup("=\"")
    text(value)
    markup("\"")
  }

  /// Opens a link to another site, or only a span when the reference is not `http` or `https`.
  mutating func link(to url: String?, text content: String) {
    guard let url, Self.isWeb(url) else {
      markup("<span dir=\"auto\">")
      text(content)
      return markup("</span>")
    }
    markup("<a dir=\"auto\" rel=\"noopener noreferrer\"")
    attribute("href", url)
    markup(">")
    text(content)
    markup("</a>")
  }

  /// Whether a reference is absolute and leads to a web page.
  static func isWeb(_ url: String) -> Bool {
    let start = url.utf8.prefix(8).map { $0 | 0x20 }
    return start.starts(with: "http://".utf8) || start.starts(with: "https://".utf8)
  }

  /// The page as a response with the headers of every page.
  func response(status: Int = 200, headers: [HTTPField] = []) -> HTTPServerResponse {
    var response = HTTPServerResponse(
      status: status, headers: Self.headers + headers, body: bytes + Array("</body>\n</html>\n".utf8))
    if status == 200 { response.setValidators(lastModified: nil) }
    return response
  }

  /// No scripts, no pictures, nothing from elsewhere, in no frame; nobody but the reader may keep a page.
  private static let headers = [
    HTTPField("Content-Type", "text/html; charset=utf-8"),
    HTTPField(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    HTTPField("X-Content-Type-Options", "nosniff"),
    HTTPField("X-Frame-Options", "DENY"),
    HTTPField("Referrer-Policy", "no-referrer"),
    HTTPField("Cross-Origin-Opener-Policy", "same-origin"),
    HTTPField("Cross-Origin-Resource-Policy", "same-origin"),
    HTTPField("Cache-Control", "private, no-cache"),
  ]
}

/// A page that says what went wrong and where to go from there.
struct ErrorPage {
  private let status: Int
  private let headline: String
  private let detail: String
  private let links: [(href: String, text: String)]

  /// Makes a page; `links` are paths of this server.
  init(_ status: Int, _ headline: String, _ detail: String, links: [(String, String)] = [("/", "Latest articles")]) {
    self.status = status
    self.headline = headline
    self.detail = detail
    self.links = links.map { ($0.0, $0.1) }
  }

  /// The page as a response.
  func response(_ headers: [HTTPField] = []) -> HTTPServerResponse {
    var page = HTMLPage(title: headline)
    page.markup("<main class=\"error\">\n<h1>")
    page.text(headline)
    page.markup("</h1>\n<pre dir=\"auto\">")
    page.text(detail)
    page.markup("</pre>\n<ul>\n")
    for link in links {
      page.markup("<li><a")
      page.attribute("href", link.href)
      page.markup(">")
      page.text(link.text)
      page.markup("</a></li>\n")
    }
    page.markup("</ul>\n</main>\n")
    return page.response(status: status, headers: headers)
  }
}
