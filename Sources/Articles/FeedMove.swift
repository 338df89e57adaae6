public import Foundation

/// Permanent redirects of a feed's address, and whether their target is asked instead (RFC 9110 §15.4.2, §15.4.9).
///
/// A target is adopted when it was named by many polls over days, each of them redirected for good at every hop: one wrong
/// setting of a server for an hour moves nothing. The desk keeps its address; editing it there forgets the move.
public struct FeedMove: Sendable, Equatable, Codable {
  /// The desk's address that redirects; another one makes the move void.
  public var origin: String
  /// Where the last polls were redirected for good.
  public var target: String
  /// Polls in a row that named `target`.
  public var count: Int
  /// When the first of them did.
  public var since: Date
  /// The address that is asked instead of `origin`; `nil` until a target is adopted.
  public var adopted: String?
  /// When it was adopted.
  public var adoptedAt: Date?

  /// Makes a move that one answer has told of.
  public init(
    origin: String, target: String, count: Int = 1, since: Date, adopted: String? = nil, adoptedAt: Date? = nil
  ) {
    self.origin = origin
    self.target = target
    self.count = count
    self.since = since
    self.adopted = adopted
    self.adoptedAt = adoptedAt
  }
}

/// What a server has asked for: no requests to some of its names until then (RFC 6585 §4, RFC 9110 §10.2.3).
public struct QuietPeriod: Sendable, Hashable, Codable {
  /// What it covers.
  public enum Scope: String, Sendable, Codable {
    /// One host: 503, a server in trouble.
    case host
    /// Everything under one registrable domain: 429, an owner who was asked too often.
    case domain
  }
  /// What it covers.
  public var scope: Scope
  /// The host or the registrable domain.
  public var name: String
  /// Until when.
  public var until: Date

  /// Makes a period.
  public init(scope: Scope, name: String, until: Date) {
    self.scope = scope
    self.name = name
    self.until = until
  }
}
