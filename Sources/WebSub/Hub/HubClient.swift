public import Articles
import Domains
public import Fetching
public import Foundation
public import HTTPTransfer
import WebValues

/// Sends requests to hubs through the same wall and in the same turns as requests for feeds.
public struct HubClient: Sendable {
  /// Most redirects that are followed.
  static let maximumHops = 5
  private let transfer: any HTTPTransferring
  private let pacer: DomainPacer
  private let addressGuard: AddressGuard
  private let userAgent: String
  private let now: @Sendable () -> Date
  private let log: @Sendable (RequestRecord) async -> Void

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - transfer: The network, or a script.
  ///   - pacer: Whose turn it is; the one that feeds are asked by.
  ///   - addressGuard: The one of `transfer`; hosts that it allows by name count as private.
  ///   - userAgent: `User-Agent`, as for feeds.
  ///   - now: The time of day, which `Retry-After` is measured against.
  ///   - log: Hears of each request when it is over.
  public init(
    transfer: any HTTPTransferring, pacer: DomainPacer, addressGuard: AddressGuard, userAgent: String,
    now: @escaping @Sendable () -> Date, log: @escaping @Sendable (RequestRecord) async -> Void = { _ in }
  ) {
    self.transfer = transfer
    self.pacer = pacer
    self.addressGuard = addressGuard
    self.userAgent = userAgent
    self.now = now
    self.log = log
  }

  /// Whether a secret may be told there: over TLS (WebSub §5.1), or to a host that the desk itself allows.
  func isPrivate(_ hub: String) -> Bool {
    guard let url = try? HTTPURL(hub) else { return false }
    return isPrivate(url)
  }

  private func isPrivate(_ url: HTTPURL) -> Bool {
    url.scheme == "https" || addressGuard.isAllowListed(host: url.host, port: url.port)
  }

  /// Sends a request and follows 307 and 308; every failure is an answer.
  ///
  /// - Throws: `CancellationError` when the task is cancelled or the transfer loop was closed.
  func send(_ request: HubRequest) async throws(CancellationError) -> HubAnswer {
    try await send(request.body, to: request.hub, isSecret: request.secret != nil)
  }

  /// Tells a hub that a document has changed, in the way that hubs have taken since PubSubHubbub 0.4; the hub fetches it.
  ///
  /// - Throws: `CancellationError`; every other failure is an answer.
  public func announce(_ topic: String, to hub: String) async throws(CancellationError) -> HubAnswer {
    let form = [("hub.mode", "publish"), ("hub.url", topic), ("hub.topic", topic)]
    return try await send(FormEncoding.bytes(form), to: hub, isSecret: false)
  }

  private func send(_ body: [UInt8], to hub: String, isSecret: Bool) async throws(CancellationError) -> HubAnswer {
    var url: HTTPURL
    do {
      url = try HTTPURL(hub)
    } catch {
      return .refused(failure("hub-invalid", hub, error.message))
    }
    for _ in 0...Self.maximumHops {
      if isSecret, !isPrivate(url) {
        return .refused(failure("hub-insecure", url.absolute, "the secret would travel in the open; nothing was sent"))
      }
      if let refusal = pacer.refusal(url) { return .refused(failure("hub-address", url.absolute, refusal.message)) }
      let response: HTTPResponse
      switch try await ask(url, body) {
      case .answered(let answer): response = answer
      case .failed(let answer): return answer
      }
      guard [307, 308].contains(response.status), let location = response.value("Location") else {
        return judge(response, url)
      }
      do {
        url = try HTTPURL(location, relativeTo: url)
      } catch {
        return .refused(failure("hub-redirect", url.absolute, "it redirects to no usable address: \(error.message)"))
      }
    }
    return .refused(failure("hub-redirect", hub, "more than \(Self.maximumHops) redirects"))
  }

  private enum Asked {
    case answered(HTTPResponse)
    case failed(HubAnswer)
  }

  /// One request in the turn of its domain.
  private func ask(_ url: HTTPURL, _ body: [UInt8]) async throws(CancellationError) -> Asked {
    let turn: DomainPacer.Turn
    switch try await pacer.acquire(url) {
    case .admitted(let admitted): turn = admitted
    case .held(let duration):
      let seconds = Int(min(duration / .seconds(1), 1e9).rounded(.up))
      let failure = failure("hub-quiet", url.absolute, "the server has asked for quiet")
      return .failed(.failed(failure, retryAfterSeconds: seconds))
    }
    defer { pacer.release(turn) }
    let fields = [
      HTTPField("User-Agent", userAgent), HTTPField("Content-Type", "application/x-www-form-urlencoded"),
    ]
    var record = record(url)
    do {
      let response = try await transfer.response(
        to: HTTPRequest(
          url: url.absolute, method: .post, fields: fields, body: body,
          limits: TransferLimits(total: .seconds(20), maximumBodyBytes: 64 << 10)))
      note(response, in: &record)
      await log(record)
      return .answered(response)
    } catch {
      if error.code == .cancelled || error.code == .closed { throw CancellationError() }
      let isFinal = error.code == .addressRefused || error.code == .invalidRequest
      let failure = failure(isFinal ? "hub-address" : "hub-unreachable", url.absolute, error.message)
      record.failure = failure.code
      record.durationMilliseconds = milliseconds(since: record.start)
      await log(record)
      return .failed(isFinal ? .refused(failure) : .failed(failure, retryAfterSeconds: nil))
    }
  }

  /// The record of a request that is about to be sent.
  private func record(_ url: HTTPURL) -> RequestRecord {
    let isUsualPort = url.port == (url.scheme == "https" ? 443 : 80)
    var record = RequestRecord(
      feed: FeedID(""), host: isUsualPort ? url.host : "\(url.host):\(url.port)",
      domain: RegistrableDomain.of(url.host), addressKey: RequestRecord.addressKey(of: url.absolute), start: now(),
      method: "POST")
    record.kind = .hub
    return record
  }

  private func note(_ response: HTTPResponse, in record: inout RequestRecord) {
    record.durationMilliseconds = milliseconds(since: record.start)
    record.status = response.status
    record.bodyBytes = response.body.count
    record.wireBytes = response.wireBytes
    record.reusedConnection = response.reusedConnection
    guard let seconds = quietSeconds(response) else { return }
    record.wishes.retryAfter = now().addingTimeInterval(Double(seconds))
    record.wishes.retryScope = response.status == 429 ? .domain : .host
  }

  private func milliseconds(since start: Date) -> Int {
    Int(min(max(now().timeIntervalSince(start) * 1_000, 0), 86_400_000))
  }

  /// Seconds for which the hub wants to be left alone; `nil` when it does not say.
  private func quietSeconds(_ response: HTTPResponse) -> Int? {
    guard response.status == 429 || response.status == 503 else { return nil }
    let seconds = response.value("Retry-After").flatMap { RetryAfter.seconds($0, now: now()) }
    return seconds.flatMap { $0 > 0 ? min($0, 86_400) : nil }
  }

  private func judge(_ response: HTTPResponse, _ url: HTTPURL) -> HubAnswer {
    let status = response.status
    if (200...299).contains(status) { return .accepted }
    let seconds = response.value("Retry-After").flatMap { RetryAfter.seconds($0, now: now()) }
    if let quiet = quietSeconds(response) {
      pacer.keepQuiet(towards: url.host, scope: status == 429 ? .domain : .host, for: .seconds(quiet))
    }
    let said = String(decoding: response.body.prefix(200), as: UTF8.self)
    let printable = String(said.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    let reason = printable.isEmpty ? "" : ": \(printable)"
    let failure = failure("hub-\(status)", url.absolute, "the hub answers \(status)\(reason)")
    switch status {
    case 408, 429, 500...599: return .failed(failure, retryAfterSeconds: seconds)
    default: return .refused(failure)
    }
  }

  private func failure(_ code: String, _ url: String, _ message: String) -> FeedFailure {
    FeedFailure(code: code, message: "\(Redaction.url(url)): \(message)", at: now())
  }
}
