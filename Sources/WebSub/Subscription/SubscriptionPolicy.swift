import Articles
import Foundation

/// How subscriptions are kept up, all times in seconds.
public struct SubscriptionPolicy: Sendable, Equatable {
  /// The lease that hubs are asked for.
  public var leaseSeconds: Int
  /// The longest lease that is believed.
  public var maximumLeaseSeconds: Int
  /// A lease is renewed no sooner than this after it was granted, however short it is.
  public var minimumRenewalSeconds: Int
  /// How long a hub may take to ask back.
  public var verificationSeconds: Int
  /// The first pause after a failure; each further one doubles it.
  public var firstRetrySeconds: Int
  /// The longest such pause, and the most that `Retry-After` may ask for.
  public var maximumRetrySeconds: Int
  /// The pause after every hub has denied the subscription.
  public var deniedRetrySeconds: Int
  /// Failures in a row after which another hub is tried, or an unsubscription given up.
  public var patience: Int

  /// Makes a policy: leases of 10 days, at most 30, renewed after 10 min at the soonest; an hour to ask back; 10 min
  /// doubling to a day after failures, a week after a denial; 3 tries.
  public init(
    leaseSeconds: Int = 864_000, maximumLeaseSeconds: Int = 2_592_000, minimumRenewalSeconds: Int = 600,
    verificationSeconds: Int = 3_600, firstRetrySeconds: Int = 600, maximumRetrySeconds: Int = 86_400,
    deniedRetrySeconds: Int = 604_800, patience: Int = 3
  ) {
    self.leaseSeconds = leaseSeconds
    self.maximumLeaseSeconds = maximumLeaseSeconds
    self.minimumRenewalSeconds = minimumRenewalSeconds
    self.verificationSeconds = verificationSeconds
    self.firstRetrySeconds = firstRetrySeconds
    self.maximumRetrySeconds = maximumRetrySeconds
    self.deniedRetrySeconds = deniedRetrySeconds
    self.patience = patience
  }

  /// The lease for what a hub says in `hub.lease_seconds`: within bounds, and what was asked for when it says nothing
  /// that can be read.
  func lease(granted text: String?) -> Int {
    guard let text, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return leaseSeconds }
    // More digits than a number holds are more seconds than anyone means.
    let seconds = text.utf8.count > 18 ? maximumLeaseSeconds : Int(text) ?? leaseSeconds
    return seconds == 0 ? leaseSeconds : min(seconds, maximumLeaseSeconds)
  }

  /// When a lease is renewed: after 80 to 82 % of it, by a place that depends on the subscription alone.
  func renewal(of lease: PushSubscription.Lease, id: String) -> Date {
    let seconds = Double(lease.seconds) * (0.8 + 0.02 * Self.place(id))
    return lease.start.addingTimeInterval(max(seconds, Double(minimumRenewalSeconds)))
  }

  /// The pause after so many failures in a row, at least what the hub asked for.
  func pause(failures: Int, retryAfter: Int? = nil) -> Double {
    var seconds = max(1, firstRetrySeconds)
    for _ in 1..<max(2, min(failures, 40)) where failures > 1 && seconds < maximumRetrySeconds { seconds *= 2 }
    return Double(min(max(seconds, retryAfter ?? 0), maximumRetrySeconds))
  }

  /// A place between 0 and 1 (FNV-1a), so that leases granted together are not renewed together.
  private static func place(_ id: String) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Double(hash >> 11) / Double(1 << 53)
  }
}
