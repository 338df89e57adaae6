public import Articles
public import Foundation
public import HTTPTransfer

/// What holds for all requests of a fetcher.
public struct FetchSettings: Sendable {
  /// `User-Agent`: name, version and a contact, stable: `Khabar/1.0 (+https://example.org/contact)`.
  public var userAgent: String
  /// What one request may cost; a feed's own body cap replaces the one in it.
  public var limits: TransferLimits
  /// Most redirects to follow.
  public var maximumHops: Int
  /// Longest `Retry-After` that is obeyed, in seconds.
  public var maximumRetryAfterSeconds: Int

  /// Makes settings: 5 redirects, `Retry-After` obeyed up to 24 h.
  public init(
    userAgent: String, limits: TransferLimits = TransferLimits(), maximumHops: Int = 5,
    maximumRetryAfterSeconds: Int = 86_400
  ) {
    self.userAgent = userAgent
    self.limits = limits
    self.maximumHops = maximumHops
    self.maximumRetryAfterSeconds = maximumRetryAfterSeconds
  }

  /// The `User-Agent` of this program: `Khabar/<version> (+<contact>)`, a web or mail address as contact.
  public static func userAgent(version: String, contact: String) -> String { "Khabar/\(version) (+\(contact))" }
}

/// Asks for feeds: conditionally, in each domain's turn, following redirects under the same rules.
///
/// Equal requests made at the same time are one request.
public final class FeedFetcher: Sendable {
  let transfer: any HTTPTransferring
  let pacer: DomainPacer
  let settings: FetchSettings
  let now: @Sendable () -> Date
  private let flights = SingleFlight<FeedRequest.Key, Result<FetchResult, CancellationError>>()

  /// Makes a fetcher.
  ///
  /// - Parameters:
  ///   - transfer: The network, or a script.
  ///   - pacer: Whose turn it is.
  ///   - settings: What holds for all requests.
  ///   - now: The time of day, which `Retry-After` and `Expires` are measured against.
  public init(
    transfer: any HTTPTransferring, pacer: DomainPacer, settings: FetchSettings,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.transfer = transfer
    self.pacer = pacer
    self.settings = settings
    self.now = now
  }

  /// Keeps to what servers asked for in an earlier run; periods that are over count for nothing.
  public func keepQuiet(_ periods: [QuietPeriod]) {
    let now = now()
    for period in periods where period.until > now {
      pacer.keepQuiet(period.scope, period.name, for: .seconds(period.until.timeIntervalSince(now)))
    }
  }

  /// Asks for a feed once; every failure but cancellation is an outcome.
  ///
  /// - Throws: `CancellationError` when the task is cancelled or the transfer loop was closed.
  public func fetch(_ request: FeedRequest) async throws(CancellationError) -> FetchResult {
    let result = try await flights.value(for: request.key) { [self] in
      var attempt = FetchAttempt(fetcher: self, request: request)
      do throws(CancellationError) {
        return .success(try await attempt.run())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
