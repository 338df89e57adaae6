/// Takes secrets out of addresses that people, logs or outputs will see.
public enum Redaction {
  /// `url` with user information replaced by `…`, and so the values of query or fragment parameters that sound secret.
  public static func url(_ url: String) -> String {
    let bare = Array(withoutUserInformation(url).utf8)
    guard var start = bare.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
      return String(decoding: bare, as: UTF8.self)
    }
    var output = Array(bare[..<start])
    // Each parameter begins with the byte that parts it from what comes before.
    while start < bare.endIndex {
      let end = bare[(start + 1)...].firstIndex(where: separators.contains) ?? bare.endIndex
      let parameter = bare[start..<end]
      if let equals = parameter.firstIndex(of: UInt8(ascii: "=")), isSecret(parameter[(start + 1)..<equals]) {
        output += parameter[...equals] + Array("…".utf8)
      } else {
        output += parameter
      }
      start = end
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether `url` shows something that `url(_:)` takes out.
  public static func hasSecret(_ url: String) -> Bool { self.url(url) != url }

  /// Whether a query parameter of this name usually carries a key or password.
  public static func isSecretParameter(_ name: String) -> Bool { isSecret(Array(name.utf8)[...]) }

  private static let separators = Array("&;?#".utf8)
  private static let secretNames: Set = [
    "apikey", "auth", "authkey", "authorization", "credentials", "jwt", "key", "pass", "passphrase", "passwd", "pwd",
    "session", "sessionid", "sid", "sig", "signature",
  ]
  private static let secretEndings = ["token", "secret", "password", "_key", "-key"]

  private static func isSecret(_ name: ArraySlice<UInt8>) -> Bool {
    let name = String(decoding: URLEncoding.unescaped(name), as: UTF8.self).lowercased()
    return secretNames.contains(name) || secretEndings.contains { name.hasSuffix($0) }
  }

  private static func withoutUserInformation(_ url: String) -> String {
    guard let slashes = url.firstRange(of: "//") else { return url }
    let rest = url[slashes.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    guard let at = rest[..<end].lastIndex(of: "@") else { return url }
    return "\(url[..<slashes.upperBound])…@\(rest[rest.index(after: at)...])"
  }
}
