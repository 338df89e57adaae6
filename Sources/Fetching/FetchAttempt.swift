import Articles
import Foundation
import HTTPTransfer
import WebValues

/// One walk from a feed's address over its redirects to an answer.
struct FetchAttempt {
  private enum Step {
    case follow(HTTPURL)
    case end(FetchOutcome)
  }

  let fetcher: FeedFetcher
  let request: FeedRequest
  var result = FetchResult(outcome: .postponed(until: .distantPast))
  private var visited: Set<String> = []
  private var turn: DomainPacer.Turn?

  init(fetcher: FeedFetcher, request: FeedRequest) {
    self.fetcher = fetcher
    self.request = request
  }

  mutating func run() async throws(CancellationError) -> FetchResult {
    defer { if let turn { fetcher.pacer.release(turn) } }
    let start: HTTPURL
    do {
      start = try Self.url(request.url)
    } catch {
      result.outcome = .failed(failure(error), retryAfter: nil)
      return result
    }
    var url = start
    while true {
      if let refusal = fetcher.pacer.refusal(url) {
        result.outcome = .failed(failure(refusal, url), retryAfter: nil)
        return result
      }
      if let until = try await takeTurn(url) {
        result.outcome = result.hops.last.map { held($0, url, until: until) } ?? .postponed(until: until)
        return result
      }
      switch try await ask(url, start: start) {
      case .follow(let next): url = next
      case .end(let outcome):
        result.outcome = outcome
        return result
      }
    }
  }

  /// Waits for the turn of `url`'s domain; a redirect within the domain belongs to the same turn.
  ///
  /// - Returns: Until when the domain wants quiet, if it does.
  private mutating func takeTurn(_ url: HTTPURL) async throws(CancellationError) -> Date? {
    if let turn {
      if fetcher.pacer.covers(turn, url) {
        return fetcher.pacer.remainingQuiet(url).map { fetcher.now().addingTimeInterval($0 / .seconds(1)) }
      }
      fetcher.pacer.release(turn)
      self.turn = nil
    }
    switch try await fetcher.pacer.acquire(url) {
    case .admitted(let turn): self.turn = turn
    case .held(let duration): return fetcher.now().addingTimeInterval(duration / .seconds(1))
    }
    return nil
  }

  /// Sends one request and judges its answer.
  private mutating func ask(_ url: HTTPURL, start: HTTPURL) async throws(CancellationError) -> Step {
    let sent = validators(for: url)
    result.sent = sent
    result.requestCount += 1
    noteStart(url, isConditional: !sent.isEmpty)
    visited.insert(url.absolute)
    let response: HTTPResponse
    do {
      response = try await fetcher.transfer.response(to: httpRequest(url, sent, start: start))
    } catch {
      if error.code == .cancelled || error.code == .closed { throw CancellationError() }
      let failure = failure(error, url)
      noteEnd(failure: failure.code)
      return .end(.failed(failure, retryAfter: nil))
    }
    noteEnd(response)
    result.receivedBytes += response.body.count
    if [301, 302, 303, 307, 308].contains(response.status), let location = response.value("Location") {
      return follow(location, from: url, status: response.status)
    }
    let outcome = outcome(of: response, from: url, sent: sent)
    noteWishes(of: outcome)
    return .end(outcome)
  }

  /// The stored validators if they are this URL's own, else none.
  private func validators(for url: HTTPURL) -> Validators {
    guard !request.validators.isEmpty, let owner = try? Self.url(request.validatorsURL) else { return Validators() }
    return owner.absolute == url.absolute ? request.validators : Validators()
  }

  private func httpRequest(_ url: HTTPURL, _ validators: Validators, start: HTTPURL) -> HTTPRequest {
    var fields = [
      HTTPField("User-Agent", fetcher.settings.userAgent),
      HTTPField("Accept", FeedFetcher.acceptedTypes),
    ]
    if let etag = validators.etag {
      fields.append(HTTPField("If-None-Match", etag))
      // A delta starts from what the ETag names, so there is none without (RFC 3229 §10.5.3).
      if request.takesDelta { fields.append(HTTPField("A-IM", "feed")) }
    }
    if let date = validators.lastModified { fields.append(HTTPField("If-Modified-Since", date)) }
    if let credentials = request.credentials ?? start.credentials, start.mayPassCredentials(to: url) {
      fields.append(HTTPField("Authorization", "Basic \(Data(credentials.utf8).base64EncodedString())"))
    }
    var limits = fetcher.settings.limits
    if let cap = request.maximumBodyBytes { limits.maximumBodyBytes = cap }
    return HTTPRequest(url: url.absolute, fields: fields, limits: limits)
  }

  /// Reads a URL; names outside ASCII become ASCII first, which libcurl can do in a UTF-8 locale only.
  static func url(_ text: String, relativeTo base: HTTPURL? = nil) throws(TransferError) -> HTTPURL {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.count <= HTTPURL.maximumBytes else {
      return try HTTPURL(text, relativeTo: base)
    }
    let ascii = base.flatMap { WebURL($0.absolute)?.resolve(text) } ?? WebURL(text)
    return try HTTPURL(ascii?.description ?? text, relativeTo: base)
  }

  private mutating func follow(_ location: String, from url: HTTPURL, status: Int) -> Step {
    let next: HTTPURL
    do {
      next = try Self.url(location, relativeTo: url)
    } catch {
      return .end(failed("redirect-invalid", url, "it redirects to an address that is not fetched: \(error.message)"))
    }
    result.hops.append(RedirectHop(from: url.absolute, to: next.absolute, status: status))
    guard !visited.contains(next.absolute) else {
      return .end(
        failed("redirect-loop", url, "its redirects go in a circle; look for another address of this feed"))
    }
    guard result.hops.count <= fetcher.settings.maximumHops else {
      return .end(
        failed(
          "redirect-limit", url,
          "more than \(fetcher.settings.maximumHops) redirects; use the address they lead to"))
    }
    return .follow(next)
  }
}
