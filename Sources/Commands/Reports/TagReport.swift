import Articles
import Diagnostics

/// Shows for people what the classifier says of an article: scope, topics with their evidence, entities.
struct TagReport {
  let styles: Styles
  let topicLabels: [String: String]
  /// Most evidence lines a topic; the rest is counted.
  var maximumEvidence = 5

  func text(_ article: Article, _ classification: Classification) -> String {
    var lines = [styles.bold(article.title)]
    let word = classification.isInScope ? styles.green("in scope") : styles.yellow("out of scope")
    lines.append("\(word): \(classification.scopeReason)")
    lines.append("")
    lines.append(styles.bold("Topics"))
    if classification.tags.isEmpty { lines.append("  none") }
    for tag in classification.tags { lines += topic(tag, of: article) }
    lines.append("")
    lines.append(styles.bold("Entities"))
    if classification.entities.isEmpty { lines.append("  none") }
    for kind in EntityKind.allCases { lines += entities(kind, classification.entities) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func topic(_ tag: Tag, of article: Article) -> [String] {
    let label = topicLabels[tag.topic].map { "  " + styles.dim($0) } ?? ""
    var lines = ["  \(styles.bold(styles.cyan(tag.topic)))  \(score(tag.score))\(label)"]
    for evidence in tag.evidence.prefix(maximumEvidence) {
      let context = Excerpt(styles: styles).text(around: evidence.span, in: article)
      lines.append(
        "    \(percent(evidence.share))  \(context)  \(styles.dim("[\(place(evidence.span)); \(evidence.rule)]"))")
    }
    let rest = tag.evidence.count - maximumEvidence
    if rest > 0 { lines.append(styles.dim("          and \(rest) more")) }
    return lines
  }

  private func entities(_ kind: EntityKind, _ all: [Entity]) -> [String] {
    let names = all.filter { $0.kind == kind }.map { entity in
      let times = entity.mentions.count > 1 ? " ×\(entity.mentions.count)" : ""
      return "\(entity.name) \(styles.dim("(\(entity.id)\(times))"))"
    }
    guard !names.isEmpty else { return [] }
    return ["  \(kind.rawValue)s: " + names.joined(separator: ", ")]
  }

  private func place(_ span: TextSpan) -> String { "\(span.field.rawValue) \(span.start)–\(span.end)" }

  /// Two digits after the point, without locale.
  private func score(_ value: Double) -> String {
    let hundredths = Int((min(1, max(0, value)) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private func percent(_ share: Double) -> String {
    let text = "\(Int((share * 100).rounded())) %"
    return String(repeating: " ", count: max(0, 5 - text.count)) + text
  }
}

/// The words of a span with a little of the text on both sides, on one line.
struct Excerpt {
  let styles: Styles
  var context = 30

  func text(around span: TextSpan, in article: Article) -> String {
    let field =
      switch span.field {
      case .title: article.title
      case .summary: article.summary
      case .text: article.text
      }
    let bytes = Array(field.utf8)
    guard span.start >= 0, span.start <= span.end, span.end <= bytes.count else { return quoted(span.words) }
    let before = String(decoding: bytes[..<span.start], as: UTF8.self).suffix(context)
    let after = String(decoding: bytes[span.end...], as: UTF8.self).prefix(context)
    let start = before.count == context ? "…" : ""
    let end = after.count == context ? "…" : ""
    return start + oneLine(before) + quoted(span.words) + oneLine(after) + end
  }

  private func quoted(_ words: String) -> String {
    styles.isEnabled ? styles.highlight(oneLine(words[...])) : "«\(oneLine(words[...]))»"
  }

  private func oneLine(_ text: Substring) -> String { VisibleText.visible(text) }
}
