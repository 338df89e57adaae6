import COpenSSL

/// HMAC (RFC 2104) through OpenSSL's libcrypto.
public enum KeyedDigest {
  /// The hash function inside; raw values are the names that `X-Hub-Signature` uses (WebSub §7).
  public enum Algorithm: String, Sendable, CaseIterable, Codable {
    /// 20, 32, 48 and 64 bytes; SHA-1 only where an old peer knows nothing better.
    case sha1, sha256, sha384, sha512

    /// Bytes of a digest.
    public var byteCount: Int {
      switch self {
      case .sha1: 20
      case .sha256: 32
      case .sha384: 48
      case .sha512: 64
      }
    }
  }

  /// The HMAC of `bytes` under `key`.
  public static func digest(_ algorithm: Algorithm, key: Span<UInt8>, _ bytes: Span<UInt8>) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: algorithm.byteCount)
    let function = unsafe function(algorithm)
    let succeeded = unsafe key.withUnsafeBufferPointer { key in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
          unsafe HMAC(
            function, key.baseAddress, CInt(clamping: key.count), input.baseAddress, input.count, output.baseAddress,
            nil
          ) != nil
        }
      }
    }
    precondition(succeeded, "HMAC: \(algorithm.rawValue) is missing from this libcrypto")
    return output
  }

  private static func function(_ algorithm: Algorithm) -> OpaquePointer? {
    switch algorithm {
    case .sha1: unsafe EVP_sha1()
    case .sha256: unsafe EVP_sha256()
    case .sha384: unsafe EVP_sha384()
    case .sha512: unsafe EVP_sha512()
    }
  }
}

/// Comparison that takes as long wherever two secrets differ.
public enum ConstantTime {
  /// Whether both are the same; only their lengths may show in the time it takes (CRYPTO_memcmp(3)).
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe CRYPTO_memcmp(first, second, left.count) == 0
      }
    }
  }
}
