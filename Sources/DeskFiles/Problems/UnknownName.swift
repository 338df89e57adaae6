import Spelling

/// What to say of a name that nothing has.
package enum UnknownName {
  /// `did you mean 'x'?`, or the known names when they are few, or nothing.
  package static func remedy(for name: String, among known: [String]) -> String? {
    if let closest = Suggestion.closest(to: name, among: known) { return "did you mean '\(closest)'?" }
    guard !known.isEmpty, known.count <= 20 else { return nil }
    return "known here: \(known.joined(separator: ", "))"
  }
}
