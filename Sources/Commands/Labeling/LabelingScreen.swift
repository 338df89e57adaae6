import Articles
import Classification
import Diagnostics
import WebValues

/// Shows an article with what the desk proposes for it, and the topics chosen so far.
struct LabelingScreen {
  let styles: Styles
  let columns: Int
  /// Topics in the order of the taxonomy: ids and labels.
  let topics: [(id: String, label: String)]

  private static let nearShown = 5
  private static let summaryLimit = 600

  /// One article: title, summary, proposed topics with their evidence, and those that came near.
  func text(_ item: LabelingItem, _ machine: LabelingMachine, allEvidence: Bool) -> String {
    let article = item.article
    let about = "\(article.feed)  \(WebDate.rfc3339(article.plausiblePublication))  \(article.id)"
    var lines = ["", styles.dim("[\(machine.position + 1) of \(machine.items.count)]  \(about)")]
    lines += wrapped(VisibleText.line(article.title)).map(styles.bold)
    lines += wrapped(String(VisibleText.line(article.summary).prefix(Self.summaryLimit)))
    if !item.proposal.isInScope { lines.append(styles.yellow("out of scope: \(item.proposal.scopeReason)")) }
    let evidence = EvidenceText(styles: styles, limit: allEvidence ? .max : 3)
    for tag in item.proposal.tags {
      let threshold = item.assessments.first { $0.topic == tag.topic }?.threshold
      lines.append("  " + styles.bold(styles.cyan(name(tag.topic))) + "  " + scores(tag.score, threshold))
      lines += evidence.lines(tag.evidence, of: article)
    }
    if item.proposal.tags.isEmpty { lines.append("  no topic is proposed") }
    for near in item.near(limit: Self.nearShown) {
      lines.append(styles.dim("  near: ") + name(near.topic) + "  " + scores(near.score, near.threshold))
      if allEvidence { lines += evidence.lines(near.evidence, of: article) }
    }
    return lines.joined(separator: "\n") + "\n" + choice(machine)
  }

  /// The topics that are chosen, or that the article was put out of scope.
  func choice(_ machine: LabelingMachine) -> String {
    let draft = machine.draft
    let unsure = draft.unsure.map { "~" + name($0) }
    let names = draft.topics.map(name) + unsure
    let none = machine.isOutOfScope ? "out of scope" : "no topic"
    return styles.green("label: ") + (names.isEmpty ? none : names.joined(separator: ", ")) + "\n"
  }

  /// All topics with their numbers.
  var topicList: String {
    let width = (topics.map(\.id.count).max() ?? 0) + 2
    return topics.enumerated().map { index, topic in
      TerminalText.lead("\(index + 1)", to: 4) + "  " + TerminalText.pad(topic.id, to: width) + topic.label + "\n"
    }.joined()
  }

  private func name(_ topic: String) -> String {
    (topics.firstIndex { $0.id == topic }).map { "\($0 + 1) \(topic)" } ?? topic
  }

  private func scores(_ score: Double, _ threshold: Double?) -> String {
    Hundredths.text(score) + (threshold.map { styles.dim(" of \(Hundredths.text($0))") } ?? "")
  }

  /// The text in lines that fit; a word that is longer than a line stands alone.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, TerminalText.width(line) + 1 + TerminalText.width(word) > min(columns, 100) {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
