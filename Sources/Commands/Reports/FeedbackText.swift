import Articles
import Diagnostics

/// Shows for people what they have said of articles.
struct FeedbackText {
  let styles: Styles

  /// So many refused topics are named; a label refuses all that it does not give.
  static let refusedShown = 6

  /// Given topics with `+`, refused ones with `-`, in one line.
  static func words(_ feedback: ArticleFeedback) -> String {
    let refused = feedback.refused.prefix(refusedShown).map { "-" + $0 }
    let rest = feedback.refused.count - refused.count
    return (feedback.given.map { "+" + $0 } + refused + (rest > 0 ? ["and \(rest) more refused"] : []))
      .joined(separator: " ")
  }

  /// Title and verdicts of one article.
  func text(_ feedback: ArticleFeedback) -> String {
    let lines = [
      styles.bold(VisibleText.line(feedback.title)), "  " + styles.dim("\(feedback.feed)  \(feedback.id)"),
      "  " + styles.cyan(Self.words(feedback)),
    ]
    return lines.joined(separator: "\n")
  }
}
