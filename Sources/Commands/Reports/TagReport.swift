import Articles
import Classification
import Diagnostics

/// Shows for people what the classifier says of an article: scope, topics with their evidence, entities.
struct TagReport {
  let styles: Styles
  let topicLabels: [String: String]
  /// Most evidence lines a topic; the rest is counted.
  var maximumEvidence = 5

  func text(_ article: Article, _ classification: Classification, relations: [Relation]? = nil) -> String {
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
    lines.append("")
    lines.append("\(styles.bold("Place")): \(place(classification.place))")
    if let relations {
      lines.append("")
      lines.append(styles.bold("Relations"))
      if relations.isEmpty { lines.append("  none") }
      for item in relations { lines.append(relation(item, in: article)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `ACCUSE  country-pk → country-af  …«Pakistan summons Afghan»… [title 0–24; ACCUSE/summon]`.
  private func relation(_ relation: Relation, in article: Article) -> String {
    let type = styles.bold(styles.cyan(relation.type.rawValue))
    let context = Excerpt(styles: styles).text(around: relation.span, in: article)
    let source = styles.dim("[\(EvidenceText.place(relation.span)); \(relation.rule)]")
    return "  \(type)  \(relation.actor) → \(relation.recipient ?? "–")  \(context)  \(source)"
  }

  /// `Bannu (bannu, PK, PK-KP, 32.99 70.6)`.
  private func place(_ place: ArticlePlace?) -> String {
    guard let place else { return "none" }
    var details = [place.id] + place.countries
    if let subdivision = place.subdivision { details.append(subdivision) }
    if let position = place.coordinates { details.append("\(position.latitude) \(position.longitude)") }
    return "\(place.name) \(styles.dim("(\(details.joined(separator: ", ")))"))"
  }

  private func topic(_ tag: Tag, of article: Article) -> [String] {
    let label = topicLabels[tag.topic].map { "  " + styles.dim($0) } ?? ""
    var lines = ["  \(styles.bold(styles.cyan(tag.topic)))  \(Hundredths.text(tag.score))\(label)"]
    lines += EvidenceText(styles: styles, limit: maximumEvidence).lines(tag.evidence, of: article)
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

}

/// A score with two digits after the point, without locale.
enum Hundredths {
  static func text(_ value: Double) -> String {
    let hundredths = Int((min(1, max(0, value)) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

/// Evidence for people, a line a reason: its share, the words in their context, their place and the rule.
struct EvidenceText {
  let styles: Styles
  /// Most lines; the rest is counted.
  let limit: Int

  func lines(_ evidence: [Evidence], of article: Article) -> [String] {
    var lines = evidence.prefix(limit).map { reason in
      let context = Excerpt(styles: styles).text(around: reason.span, in: article)
      return "    \(percent(reason.share))  \(context)  \(styles.dim("[\(Self.place(reason.span)); \(reason.rule)]"))"
    }
    let rest = evidence.count - lines.count
    if rest > 0 { lines.append(styles.dim("          and \(rest) more")) }
    return lines
  }

  static func place(_ span: TextSpan) -> String { "\(span.field.rawValue) \(span.start)–\(span.end)" }

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
