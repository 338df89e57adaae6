/// Takes secrets out of text that people or logs will see.
public enum Redaction {
  private static let secretNames = [
    "access_token", "api_key", "apikey", "auth", "key", "pass", "passwd", "password", "pwd", "secret", "sig",
    "signature", "token",
  ]

  /// `url` with user information replaced by `…` and the values of query parameters that sound secret by `…`.
  public static func url(_ url: String) -> String {
    let bare = withoutUserInformation(url)
    guard let mark = bare.firstIndex(of: "?") else { return bare }
    let pairs = bare[bare.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map { pair in
      guard let equals = pair.firstIndex(of: "=") else { return String(pair) }
      let name = pair[..<equals].lowercased()
      return secretNames.contains(name) ? "\(pair[..<equals])=…" : String(pair)
    }
    return "\(bare[..<mark])?\(pairs.joined(separator: "&"))"
  }

  private static func withoutUserInformation(_ url: String) -> String {
    guard let slashes = url.firstRange(of: "//") else { return url }
    let rest = url[slashes.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    guard let at = rest[..<end].lastIndex(of: "@") else { return url }
    return "\(url[..<slashes.upperBound])…@\(rest[rest.index(after: at)...])"
  }
}
