import Digests

/// `X-Hub-Signature`: `method=digest`, the HMAC of a delivery's body in hexadecimal (WebSub §7).
struct DeliverySignature: Equatable {
  let algorithm: KeyedDigest.Algorithm
  let digest: [UInt8]

  /// Reads the header; `nil` for methods that are unknown and for digests of the wrong length.
  init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let algorithm = KeyedDigest.Algorithm(rawValue: parts[0].lowercased()) else { return nil }
    let digits = Array(parts[1].utf8)
    guard digits.count == 2 * algorithm.byteCount else { return nil }
    var digest: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
      digest.append(high << 4 | low)
    }
    self.algorithm = algorithm
    self.digest = digest
  }

  /// Whether it is that of `body` under `secret`; the comparison takes as long wherever the two differ.
  func matches(_ body: [UInt8], secret: String) -> Bool {
    let key = Array(secret.utf8)
    return ConstantTime.areEqual(KeyedDigest.digest(algorithm, key: key.span, body.span), digest)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
