/// Finds values in a desk that should not be in a file that is shared.
enum SecretScan {
  /// Reports every value below `node` that looks like a secret; messages never repeat it.
  static func scan(_ node: YAMLNode, problems: ProblemList) {
    switch node.content {
    case .scalar(let text, _):
      if let reason = reason(text) { report(reason, at: node.place, problems) }
    case .sequence(let items): items.forEach { scan($0, problems: problems) }
    case .mapping(let pairs):
      for pair in pairs {
        if secretKeys.contains(pair.key.lowercased()), case .scalar = pair.value.content, !pair.value.isEmpty {
          report("the value of '\(pair.key)' looks like a secret", at: pair.value.place, problems)
        } else {
          scan(pair.value, problems: problems)
        }
      }
    }
  }

  private static let secretKeys: Set = [
    "token", "password", "passwd", "pass", "api_key", "apikey", "key", "secret_key", "access_token", "authorization",
    "bearer", "credentials",
  ]

  /// Beginnings by which services mark their keys.
  private static let knownBeginnings = [
    "-----BEGIN ", "ghp_", "gho_", "github_pat_", "glpat-", "sk-", "xoxb-", "xoxp-", "AKIA", "Bearer ", "Basic ",
    "eyJhbGciOi",
  ]

  private static func report(_ reason: String, at place: DeskPlace, _ problems: ProblemList) {
    let remedy = "a desk may be shared: declare a name under secrets, and put the value into the environment or a file"
    problems.add(DeskProblem(reason, at: place, remedy: remedy))
  }

  private static func reason(_ text: String) -> String? {
    if knownBeginnings.contains(where: text.hasPrefix) { return "this looks like a secret" }
    return hasUserInformation(text) ? "a URL here carries a user name and password" : nil
  }

  /// Whether `scheme://user:password@` occurs anywhere in the text.
  static func hasUserInformation(_ text: String) -> Bool {
    for piece in text.split(separator: "://").dropFirst() {
      let authority = piece.prefix { !"/?# \n\t".contains($0) }
      if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { return true }
    }
    return false
  }
}
