import Articles
import Querying

extension QueryError {
  /// The query with a caret under the place that is wrong, then why, then what was probably meant.
  func caretText(for query: String) -> String {
    let line = String(query.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    let before = min(max(0, offset), line.count)
    let carets = max(1, min(length, line.count - before))
    var text = line + "\n" + String(repeating: " ", count: before) + String(repeating: "^", count: carets)
    text += "\n" + message
    if let suggestion { text += "\nDid you mean '\(suggestion)'?" }
    return text
  }
}
