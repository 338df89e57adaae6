import Articles
import Foundation
import HTTPTransfer
import Locking
import TestSupport

/// Publishers at many domains, all of them one server on loopback: names stay as they are for manners, and the requests
/// really travel.
final class LoopbackWeb: HTTPTransferring {
  /// How a publisher's server behaves.
  enum Conduct: Int, CaseIterable {
    /// With an ETag; with none; fresh for two hours; fresh until `Expires`.
    case plain, bare, fresh, expires
    /// Declares a ttl of three hours; hours to skip; a day to skip.
    case ttl, skipHours, skipDays
    /// Answers each seventh request 429, with and without a time; each fifth 503 with one.
    case busy, busyWithoutTime, repairs
    /// Redirects for good; gone at the third request; fails now and then; never was there; is a page.
    case moved, gone, flaky, missing, page
  }

  private let server: LoopbackServer
  private let loop: TransferLoop
  private let now: @Sendable () -> Date
  private let underWay = Locked(0)

  /// Whether no request is under way.
  var isIdle: Bool { underWay.withLock { $0 == 0 } }

  init(now: @escaping @Sendable () -> Date) throws {
    self.now = now
    let counts = Locked<[String: Int]>([:])
    server = try LoopbackServer { request in
      let count = counts.withLock { counts in
        counts[request.target, default: 0] += 1
        return counts[request.target] ?? 0
      }
      return Self.answer(request, count: count, now: now())
    }
    loop = TransferLoop(TransferSettings(addressGuard: AddressGuard(allowing: [try .init("127.0.0.1")])))
  }

  /// Feeds of all conducts: so many domains with one of each.
  static func feeds(domains: Int) -> [Feed] {
    (0..<domains).flatMap { domain in
      Conduct.allCases.map { conduct in
        let host = "\(conduct.rawValue.isMultiple(of: 2) ? "www" : "feeds").publisher-\(domain).example"
        return Feed(
          id: FeedID("\(conduct)-\(domain)".lowercased()), url: "https://\(host)/\(conduct.rawValue)",
          title: "\(conduct)")
      }
    }
  }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    underWay.withLock { $0 += 1 }
    defer { underWay.withLock { $0 -= 1 } }
    var request = request
    request.url = "http://127.0.0.1:\(server.port)/" + request.url.dropFirst("https://".count)
    return try await loop.response(to: request)
  }

  func stop() {
    loop.close()
    server.stop()
  }

  private static func answer(_ request: LoopbackServer.Request, count: Int, now: Date) -> [LoopbackServer.Step] {
    let last = request.target.split(separator: "/").last.flatMap { Int($0) } ?? -1
    let conduct = Conduct(rawValue: last) ?? .plain
    let retry = ("Retry-After", conduct == .repairs ? httpDate(now + 5_400) : "3600")
    switch conduct {
    case .busy where count.isMultiple(of: 7), .repairs where count.isMultiple(of: 5):
      return .response(conduct == .busy ? 429 : 503, [retry])
    case .busyWithoutTime where count.isMultiple(of: 7): return .response(429)
    case .moved where !request.target.hasSuffix("new"): return .response(301, [("Location", "/new")])
    case .gone where count > 3: return .response(410)
    case .flaky where count % 3 == 2: return .response(500)
    case .missing: return .response(404)
    case .page where count > 2:
      return .response(200, [("Content-Type", "text/html")], text: "<!DOCTYPE html><html><body>Hello</body></html>")
    default: return feed(conduct, request, now)
    }
  }

  /// A feed with news every two hours.
  private static func feed(_ conduct: Conduct, _ request: LoopbackServer.Request, _ now: Date) -> [LoopbackServer.Step]
  {
    let hour = Int(now.timeIntervalSince1970 / 3_600)
    let etag = "\"\(request.target)-\(hour / 2)\""
    var fields: [(String, String)] = []
    if conduct != .bare { fields.append(("ETag", etag)) }
    if conduct == .fresh { fields.append(("Cache-Control", "max-age=7200")) }
    if conduct == .expires { fields.append(("Expires", httpDate(now + 10_000))) }
    if request.value("If-None-Match") == etag { return .response(304, fields) }
    let hints: [Conduct: String] = [
      .ttl: "<ttl>180</ttl>", .skipHours: "<skipHours><hour>2</hour><hour>3</hour><hour>14</hour></skipHours>",
      .skipDays: "<skipDays><day>Friday</day></skipDays>",
    ]
    let items = (0..<10).map { number in
      let time = httpDate(Date(timeIntervalSince1970: Double(hour / 2 * 2 - number) * 3_600))
      let link = "https://publisher.example\(request.target)/\(hour / 2 * 2 - number)"
      return
        "<item><title>Story \(number)</title><link>\(link)</link><guid>\(link)</guid><pubDate>\(time)</pubDate></item>"
    }
    let text =
      "<rss version=\"2.0\"><channel><title>x</title>\(hints[conduct] ?? "")\(items.joined())</channel></rss>"
    return .response(200, fields + [("Content-Type", "application/rss+xml")], text: text)
  }

  /// IMF-fixdate (RFC 9110 §5.6.7).
  private static func httpDate(_ date: Date) -> String {
    let style = Date.VerbatimFormatStyle(
      format:
        "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT",
      locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
    return date.formatted(style)
  }
}
