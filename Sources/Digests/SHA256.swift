import COpenSSL

/// SHA-256 (FIPS 180-4) through OpenSSL's libcrypto.
public enum SHA256 {
  /// The 32 bytes of the digest of `bytes`.
  public static func digest(_ bytes: Span<UInt8>) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 32)
    let succeeded = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, EVP_sha256(), nil)
      }
    }
    precondition(succeeded == 1, "EVP_Digest: SHA-256 is missing from this libcrypto")
    return output
  }

  /// The digest of `bytes` in lower-case hexadecimal, 64 digits; `digits` cuts it shorter.
  public static func hexadecimal(_ bytes: Span<UInt8>, digits: Int = 64) -> String {
    let alphabet = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest(bytes) {
      text.append(alphabet[Int(byte >> 4)])
      text.append(alphabet[Int(byte & 15)])
    }
    return String(decoding: text.prefix(digits), as: UTF8.self)
  }

  /// The digest of the UTF-8 bytes of `text` in lower-case hexadecimal.
  public static func hexadecimal(_ text: String, digits: Int = 64) -> String {
    let bytes = Array(text.utf8)
    return hexadecimal(bytes.span, digits: digits)
  }
}
