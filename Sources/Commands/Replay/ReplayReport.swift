import Articles
import Classification
import DeskFiles
import Diagnostics
import Foundation
import Publication
import Querying
import WebValues

/// What a replay says: counts, and the newest articles that change with the evidence for it.
struct ReplayReport: Encodable {
  struct Count: Encodable {
    let id: String
    let gained: Int
    let lost: Int
  }

  struct Article: Encodable {
    let id: ArticleID
    let title: String
    let feed: FeedID
    let published: Date
    let isInScope: Bool
    let scopeReason: String
    let scopeChanges: Bool
    let gained: [Tag]
    let lost: [LostTag]
  }

  let rulesVersion: String
  let articles: Int
  let olderRules: Int
  let retagged: Int
  let rescored: Int
  let entitiesChanged: Int
  let enterScope: Int
  let leaveScope: Int
  /// Topics gained and lost as feedback in the store has it, and against it.
  let withFeedback: Int
  let againstFeedback: Int
  /// Whether the store has the new tags now.
  let isApplied: Bool
  let topics: [Count]
  let outputs: [Count]
  let changes: [Article]

  /// Joins the counts, and asks the classifier why tags go.
  init(_ tally: ReplayTally, _ desk: Desk, isApplied: Bool) {
    rulesVersion = desk.classifier.rulesVersion
    (articles, olderRules, retagged) = (tally.articles, tally.olderRules, tally.retagged)
    (rescored, entitiesChanged) = (tally.rescored, tally.renamed)
    (enterScope, leaveScope) = (tally.scope.gained, tally.scope.lost)
    (withFeedback, againstFeedback) = (tally.confirmed, tally.contradicted)
    self.isApplied = isApplied
    let known = desk.taxonomy.topics.map(\.id)
    let gone = tally.topics.keys.filter { !known.contains($0) }.sorted()
    topics = (known + gone).compactMap { id in
      tally.topics[id].map { Count(id: id, gained: $0.gained, lost: $0.lost) }
    }
    outputs = desk.outputs.map { output in
      let balance = tally.outputs[output.id] ?? ReplayTally.Balance()
      return Count(id: output.id, gained: balance.gained, lost: balance.lost)
    }
    let feeds = RegionalFeeds(desk)
    changes = tally.changes.map { change in
      let text = feeds.text(of: change.before)
      let assessments = change.lost.isEmpty ? [] : desk.classifier.assessments(of: text)
      let article = change.before.article
      return Article(
        id: article.id, title: article.title, feed: article.feed, published: article.plausiblePublication,
        isInScope: change.after.isInScope, scopeReason: change.after.scopeReason, scopeChanges: change.scope != nil,
        gained: change.gained,
        lost: change.lost.map { tag in
          LostTag(tag, change.after, assessments.first { $0.topic == tag.topic })
        })
    }
  }
}

/// Shows a replay's report for people.
struct ReplayText {
  let styles: Styles
  /// The articles of the report, for the words around the evidence.
  let articles: [ArticleID: Articles.Article]
  private static let evidenceShown = 3

  func text(_ report: ReplayReport) -> String {
    let would = report.isApplied ? "" : "would "
    var lines = [
      "\(report.articles) articles, \(report.olderRules) tagged by other rules than the desk's (\(report.rulesVersion))",
      "\(report.retagged) \(would)gain or lose topics, \(report.rescored) \(would)keep theirs with other scores, "
        + "\(report.entitiesChanged) \(would)name other entities; \(report.enterScope) \(would)come into scope, "
        + "\(report.leaveScope) \(would)leave it",
    ]
    if report.withFeedback + report.againstFeedback > 0 {
      lines.append("\(report.withFeedback) topics as feedback has it, \(report.againstFeedback) against it")
    }
    lines += table("Topics", ("gained", "lost"), report.topics)
    lines += table("Outputs", ("enter", "leave"), report.outputs)
    if !report.changes.isEmpty { lines += ["", styles.bold("Articles, newest first")] }
    for change in report.changes { lines += article(change) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ title: String, _ heads: (String, String), _ rows: [ReplayReport.Count]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let width = max(title.count, 2 + (rows.map(\.id.count).max() ?? 0)) + 2
    let head =
      TerminalText.pad(title, to: width) + TerminalText.lead(heads.0, to: 8) + TerminalText.lead(heads.1, to: 8)
    return ["", styles.bold(head)]
      + rows.map { row in
        TerminalText.pad("  " + row.id, to: width) + TerminalText.lead("\(row.gained)", to: 8)
          + TerminalText.lead("\(row.lost)", to: 8)
      }
  }

  private func article(_ change: ReplayReport.Article) -> [String] {
    let about = "\(WebDate.rfc3339(change.published))  \(change.feed)  \(change.id)"
    var lines = [styles.bold(VisibleText.line(change.title)), "  " + styles.dim(about)]
    if change.scopeChanges {
      let word = change.isInScope ? styles.green("into scope") : styles.yellow("out of scope")
      lines.append("  \(word): \(VisibleText.line(change.scopeReason))")
    }
    for tag in change.gained {
      lines.append("  " + styles.green("+ \(tag.topic)") + "  " + Hundredths.text(tag.score))
      lines += evidence("", tag.evidence, change)
    }
    for tag in change.lost {
      lines.append("  " + styles.red("- \(tag.topic)") + "  had \(Hundredths.text(tag.scoreBefore)); \(tag.reason)")
      lines += evidence("no longer", tag.gone, change) + evidence("against it", tag.against, change)
      lines += evidence("still", tag.remaining, change)
    }
    return lines
  }

  private func evidence(_ word: String, _ evidence: [Evidence], _ change: ReplayReport.Article) -> [String] {
    guard let article = articles[change.id], !evidence.isEmpty else { return [] }
    let lines = EvidenceText(styles: styles, limit: Self.evidenceShown).lines(evidence, of: article)
    return (word.isEmpty ? [] : ["    " + styles.dim(word + ":")]) + lines
  }
}
