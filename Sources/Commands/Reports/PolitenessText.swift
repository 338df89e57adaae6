import Articles
import Diagnostics
import Foundation
import Politeness

/// Shows our own scorecard for people.
struct PolitenessText {
  let styles: Styles
  /// Most domains and violations that are shown.
  var mostRows = 10

  func text(_ report: PolitenessReport) -> String {
    let score = report.score
    let span = TimeSpan.text(Int(min(score.until.timeIntervalSince(score.since), 1e9)))
    var lines = [styles.bold("Politeness of the last \(span)"), ""]
    guard score.requests > 0 else {
      return lines[0] + "\n\nNo request was sent.\n"
    }
    lines += requests(score) + [""] + traffic(score) + [""] + domains(score) + [""] + violations(report)
    return lines.joined(separator: "\n") + "\n"
  }

  private func requests(_ score: PolitenessScore) -> [String] {
    let bare = score.unconditional
    var kinds = ["first \(bare.first)", "no validators \(bare.withoutValidators)"]
    kinds += ["on purpose \(bare.onPurpose)", "avoidable \(bare.avoidable)"]
    var rows = [
      ("requests", "\(score.polls) for \(score.feeds) feeds\(others(score))"),
      ("unconditional", "\(percent(score.unconditionalShare)): \(kinds.joined(separator: ", "))"),
      ("answered 304", "\(percent(score.notModifiedShare)): \(score.notModified)"),
      ("redirects", "\(score.redirects)"), ("without answer", "\(score.unanswered)"),
    ]
    if score.tooMany > 0 { rows.append(("answered 429", styles.yellow("\(score.tooMany)"))) }
    if score.knownConnections > 0 { rows.append(("connections reused", percent(score.reuseShare))) }
    return rows.map(row)
  }

  /// Requests that no poll sent.
  private func others(_ score: PolitenessScore) -> String {
    let looks = score.previews > 0 ? ", \(score.previews) by parse and feeds discover" : ""
    return looks + (score.hubRequests > 0 ? ", \(score.hubRequests) to hubs" : "")
  }

  private func traffic(_ score: PolitenessScore) -> [String] {
    let traffic = score.traffic
    let unknown = traffic.notModifiedOfUnknownSize
    return [
      row("received", "\(bytes(traffic.onTheWire)), \(bytes(traffic.received)) after decoding"),
      row(
        "304 saved",
        "about \(bytes(traffic.savedByNotModified))"
          + (unknown > 0 ? " and \(unknown) bodies of unknown size" : "")),
      row("compression saved", bytes(traffic.savedByCompression)),
    ]
  }

  private func domains(_ score: PolitenessScore) -> [String] {
    let shown = score.domains.prefix(mostRows)
    let width = min(40, max(6, shown.map(\.domain.count).max() ?? 6))
    var lines = [styles.dim("\(pad("domain", width))  requests   304  most in an hour")]
    for domain in shown {
      let name = pad(String(VisibleText.line(domain.domain).prefix(width)), width)
      let hour = domain.busiestHour.formatted(
        .iso8601.month().day().time(includingFractionalSeconds: false).timeZone(separator: .omitted))
      lines.append(
        "\(name)  \(lead("\(domain.requests)", 8))  \(lead("\(domain.notModified)", 4))  "
          + "\(lead("\(domain.mostInOneHour)", 4)) \(styles.dim("at \(hour)"))")
    }
    let rest = score.domains.count - shown.count
    if rest > 0 { lines.append(styles.dim("and \(rest) more")) }
    if let streak = score.longestStreak, streak.requests > 1 {
      lines.append(
        "longest streak: \(streak.requests) requests to \(streak.domain) in \(TimeSpan.text(streak.seconds))")
    }
    return lines
  }

  private func violations(_ report: PolitenessReport) -> [String] {
    guard report.violationCount > 0 else { return [styles.green("violations: 0")] }
    let broken = Violation.Kind.allCases.compactMap { kind in
      report.violationCounts[kind.rawValue].flatMap { $0 > 0 ? "\($0) \(kind.rawValue)" : nil }
    }
    var lines = [styles.red("violations: \(report.violationCount)") + " (\(broken.joined(separator: ", ")))"]
    for violation in report.violations.prefix(mostRows) {
      lines.append(
        "  \(violation.time.formatted(.iso8601)) \(violation.kind.rawValue) \(styles.bold(violation.feed.rawValue)) at "
          + "\(violation.host): \(violation.message)")
    }
    if report.violationCount > mostRows { lines.append(styles.dim("  --json lists more")) }
    return lines
  }

  private func row(_ name: String, _ value: String) -> String { pad(name, 20) + value }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func lead(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// One digit after the point, without locale.
  private func percent(_ share: Double?) -> String {
    guard let share else { return "none" }
    let tenths = Int((share * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private func bytes(_ count: Int) -> String {
    for (unit, factor) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)] where count >= factor {
      let tenths = count / (factor / 10)
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(count) bytes"
  }
}
