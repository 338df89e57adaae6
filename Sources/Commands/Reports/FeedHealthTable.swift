import Articles
import Diagnostics
import Foundation
import Scheduling

/// The table of `khabar feeds health`: one line a feed, with what is amiss below it.
///
/// The title comes last, so that letters written from the right and those of unsure width move no other column.
struct FeedHealthTable {
  let styles: Styles
  let columns: Int
  let isUTF8: Bool
  let now: Date

  /// Bars of the sparkline: an hour each where there is room, else three hours.
  private var bars: Int { columns >= 96 ? 24 : 8 }
  private var showsReason: Bool { columns >= 72 }

  /// Lines for the silences of whole countries, the head, and the rows.
  func text(_ rows: [FeedHealthRow], silences: [CountrySilence], isNetworkDown: Bool) -> String {
    var lines: [String] = []
    if isNetworkDown {
      lines.append(
        styles.red("network-down: nearly nothing answers, in several countries: look at this machine's network"))
    }
    for silence in silences {
      lines.append(styles.red("country-silent \(silence.country): \(silence.words), since about \(ago(silence.since))"))
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(head)
    for row in rows { lines += self.lines(row) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: String {
    var cells = [pad("state", 7), "cc", lead("asked", 7), lead("next", 7)]
    if showsReason { cells.append(pad("why", 8)) }
    cells += [lead("a day", 5), pad(bars == 24 ? "hours 0 to 23 UTC" : "hours", bars), lead("newest", 7), "feed"]
    return styles.dim(cells.joined(separator: " "))
  }

  private func lines(_ row: FeedHealthRow) -> [String] {
    var cells = [state(row.condition), pad(TerminalText.cut(row.country ?? "", to: 2, isUTF8: isUTF8), 2)]
    cells += [lead(row.lastPoll.map(ago) ?? "never", 7), lead(next(row), 7)]
    if showsReason { cells.append(pad(reason(row), 8)) }
    let rates = row.hourlyRates.map(binned) ?? []
    cells += [
      lead(row.articlesPerDay.map(FeedHealthRow.rate) ?? "", 5),
      pad(TerminalText.sparkline(rates, isUTF8: isUTF8), bars), lead(row.lastArticle.map(ago) ?? "", 7),
    ]
    let line = cells.joined(separator: " ") + " "
    let room = max(8, columns - fixedWidth)
    let title = TerminalText.cut(VisibleText.line(row.title), to: room, isUTF8: isUTF8)
    var lines = [line + TerminalText.isolated(title)]
    if let remark = row.remark(now: now) {
      lines += wrapped("\(row.id.rawValue): \(VisibleText.line(remark))").map { "        " + styles.dim($0) }
    }
    return lines
  }

  /// Columns of all cells but the title, with a blank behind each.
  private var fixedWidth: Int { 8 + 3 + 8 + 8 + (showsReason ? 9 : 0) + 6 + bars + 1 + 8 }

  private func state(_ condition: FeedCondition) -> String {
    let word = pad(condition.rawValue, 7)
    switch condition {
    case .ok: return styles.green(word)
    case .new: return styles.dim(word)
    case .silent, .liar, .moved: return styles.yellow(word)
    case .gone, .html, .failing: return styles.red(word)
    }
  }

  private func next(_ row: FeedHealthRow) -> String {
    guard let next = row.nextPoll else { return row.condition == .gone ? "never" : "now" }
    let seconds = next.timeIntervalSince(now)
    return seconds <= 0 ? "now" : TimeSpan.text(Int(min(seconds, 1e9)))
  }

  /// One word of at most eight letters; `--json` and the manual have the whole sentence.
  private func reason(_ row: FeedHealthRow) -> String {
    switch row.nextPollReason?.kind {
    case nil: ""
    case .interval: "interval"
    case .rhythm: "rhythm"
    case .hub: "hub"
    case .window: "window"
    case .freshness: "fresh"
    case .ttl: "ttl"
    case .syndication: "sy"
    case .skipHours: "skip"
    case .withoutValidators: "whole"
    case .backoff: "failed"
    case .retryAfter: "asked to"
    case .floor: "least"
    case .cap: "longest"
    }
  }

  private func binned(_ rates: [Double]) -> [Double] {
    let size = max(1, rates.count / bars)
    return stride(from: 0, to: rates.count, by: size).map { start in
      rates[start..<min(start + size, rates.count)].reduce(0, +)
    }
  }

  private func ago(_ date: Date) -> String { FeedHealthRow.span(date, now) }

  /// The text in lines that fit, broken at blanks; a word that is too long stays whole, so that URLs can be copied.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, TerminalText.width(last) + 1 + TerminalText.width(word) <= columns - 9 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private func pad(_ text: String, _ width: Int) -> String { TerminalText.pad(text, to: width) }

  private func lead(_ text: String, _ width: Int) -> String { TerminalText.lead(text, to: width) }
}
