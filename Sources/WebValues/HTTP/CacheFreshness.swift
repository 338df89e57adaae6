public import Foundation

/// The directives of a response's `Cache-Control` that matter to a private cache (RFC 9111 §5.2.2).
public struct CacheControl: Sendable, Equatable {
  /// `max-age`, seconds; the first one counts, and one that cannot be read is 0 (§4.2.1).
  public var maximumAge: Int?
  /// `no-store`.
  public var forbidsStoring = false
  /// `no-cache` without a list of fields.
  public var requiresValidation = false

  /// Reads a header value; several header lines are joined with commas first.
  public init(_ text: String) {
    var reader = ParameterReader(bytes: Array(text.utf8.prefix(4096)))
    reader.skipSpace()
    repeat {
      guard let name = reader.token()?.lowercased() else { continue }
      let value = reader.take("=") ? reader.value() : nil
      switch name {
      case "max-age" where maximumAge == nil: maximumAge = Self.deltaSeconds(value ?? "") ?? 0
      case "no-store": forbidsStoring = true
      case "no-cache" where value == nil: requiresValidation = true
      default: break
      }
    } while reader.skipTo(",")
  }

  /// RFC 9111 §1.2.2: digits only; what exceeds 2³¹ counts as 2³¹.
  static func deltaSeconds(_ text: String) -> Int? {
    let digits = Array(text.utf8).drop { $0 == 0x20 }
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    var value = 0
    for byte in digits {
      value = value * 10 + Int(byte & 15)
      if value > 2_147_483_648 { return 2_147_483_648 }
    }
    return value
  }
}

/// How long a response stays fresh (RFC 9111 §4.2).
public enum CacheFreshness {
  /// Seconds from `now` for which a response is fresh.
  ///
  /// `max-age` wins over `Expires` (§5.3). An `Expires` that is no date is in the past. `Age` is what the response had
  /// spent in caches; no heuristic freshness (§4.2.2) is invented.
  ///
  /// - Parameters:
  ///   - cacheControl: All `Cache-Control` lines, joined with commas.
  ///   - expires: The `Expires` header.
  ///   - date: The `Date` header, which `Expires` is measured against; `now` when absent.
  ///   - age: The `Age` header.
  ///   - now: When the response arrived.
  /// - Returns: `nil` when it says nothing, 0 when it is stale already; at most 2³¹.
  public static func seconds(
    cacheControl: String?, expires: String? = nil, date: String? = nil, age: String? = nil, now: Date
  ) -> Int? {
    let directives = cacheControl.map { CacheControl($0) }
    if let directives, directives.forbidsStoring || directives.requiresValidation { return 0 }
    var lifetime: Int?
    if let maximumAge = directives?.maximumAge {
      lifetime = maximumAge
    } else if let expires {
      lifetime = 0
      if let end = WebDate.parseHTTPDate(expires, now: now) {
        let start = date.flatMap { WebDate.parseHTTPDate($0, now: now) } ?? now
        lifetime = Int(min(max(end.timeIntervalSince(start), 0), 2_147_483_648))
      }
    }
    guard let lifetime else { return nil }
    return max(0, lifetime - (age.flatMap(CacheControl.deltaSeconds) ?? 0))
  }
}

/// `Retry-After` in both its forms (RFC 9110 §10.2.3).
public enum RetryAfter {
  /// Seconds to wait from `now`, never negative; `nil` for what is neither seconds nor a date.
  public static func seconds(_ text: String, now: Date) -> Int? {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    if let seconds = CacheControl.deltaSeconds(trimmed) { return seconds }
    let date = WebDate.parseHTTPDate(trimmed, now: now) ?? lenientDate(trimmed)
    guard let date else { return nil }
    return Int(min(max(date.timeIntervalSince(now).rounded(.up), 0), 2_147_483_648))
  }

  /// A full date in a form that HTTP does not allow but servers send.
  private static func lenientDate(_ text: String) -> Date? {
    guard let parsed = WebDate.parse(text), parsed.precision >= .minute else { return nil }
    return parsed.date
  }
}
