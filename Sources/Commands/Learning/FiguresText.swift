import Articles
import Classification
import Diagnostics
import Learning

/// Figures of an evaluation for people.
struct FiguresText {
  let styles: Styles
  /// So many false alarms and misses are shown.
  var worst = 10

  /// All of a report.
  func report(_ report: Evaluator.Report, classifier: Classifier) -> String {
    var text = summary(report.all)
    for (code, figures) in report.languages { text += language(code, figures) }
    return text + topics(report.all) + confusions(report.all) + differences(report.all, classifier)
  }

  /// The joint figures.
  func summary(_ figures: Figures) -> String {
    let interval = figures.total.f1Interval
    return """
      \(styles.bold("\(figures.itemCount) items"))
      micro F1             \(decimal(figures.total.f1))  (\(decimal(interval.low))–\(decimal(interval.high)))  \
      precision \(decimal(figures.total.precision))  recall \(decimal(figures.total.recall))
      macro F1             \(decimal(figures.macroF1))  (topics with \(Figures.fewestPositives) or more)
      tagged at all, F1    \(decimal(figures.tagged.f1))  \
      precision \(decimal(figures.tagged.precision))  recall \(decimal(figures.tagged.recall))
      false tags per 100   \(decimal(figures.falseTagsPer100, 1))  (\(figures.falseTagCount) on \
      \(figures.outOfScopeCount) out-of-scope items)
      calibration error    \(decimal(figures.calibrationError))  of given tags \(decimal(figures.givenCalibrationError))
      example-based F1     \(decimal(figures.exampleF1))

      """
  }

  private func language(_ code: String, _ figures: Figures) -> String {
    """
    \(styles.bold(code.padded(to: 4))) \(figures.itemCount) items, micro F1 \(decimal(figures.total.f1)), \
    tagged \(decimal(figures.tagged.f1)), false tags per 100 \(decimal(figures.falseTagsPer100, 1))

    """
  }

  private func topics(_ figures: Figures) -> String {
    let width = figures.topics.map(\.topic.count).max() ?? 0
    var lines = ["", styles.bold("topic".padded(to: width) + "  items     F1  interval     precision     recall")]
    for topic in figures.topics where topic.counts != Evaluation.Counts() {
      let counts = topic.counts
      let interval = counts.f1Interval
      let (precision, recall) = (counts.precisionInterval, counts.recallInterval)
      lines.append(
        "\(topic.topic.padded(to: width))  \("\(counts.both + counts.missed)".padded(to: 5))  "
          + "\(decimal(counts.f1))  \(decimal(interval.low))–\(decimal(interval.high))  "
          + "\(decimal(counts.precision)) ±\(decimal((precision.high - precision.low) / 2))  "
          + "\(decimal(counts.recall)) ±\(decimal((recall.high - recall.low) / 2))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func confusions(_ figures: Figures) -> String {
    let shown = figures.confusions.prefix(worst).map { "\($0.count) × \($0.given) for \($0.label)" }
    return shown.isEmpty ? "" : "\n\(styles.bold("Given for another"))\n" + shown.joined(separator: "\n") + "\n"
  }

  private func differences(_ figures: Figures, _ classifier: Classifier) -> String {
    let ordered = figures.differences.enumerated().sorted { left, right in
      left.element.weight != right.element.weight
        ? left.element.weight > right.element.weight : left.offset < right.offset
    }
    let alarms = ordered.map(\.element).filter { !$0.extra.isEmpty }.prefix(worst)
    let misses = ordered.map(\.element).filter { !$0.missed.isEmpty }.prefix(worst)
    var lines = alarms.isEmpty ? [] : ["", styles.bold("Worst false alarms")]
    for difference in alarms { lines += item(difference, difference.extra, classifier) }
    if !misses.isEmpty { lines += ["", styles.bold("Worst misses")] }
    for difference in misses { lines += item(difference, difference.missed, classifier) }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private func item(_ difference: Evaluation.Difference, _ topics: [String], _ classifier: Classifier) -> [String] {
    let title = difference.item.title.isEmpty ? difference.item.summary : difference.item.title
    var lines = ["\(difference.item.id)  \(VisibleText.visible(title.prefix(110)))"]
    let tags = classifier.classify(difference.item.text).tags
    for topic in topics {
      let score = difference.scores[topic].map { "  \(decimal($0))" } ?? ""
      let evidence = tags.first { $0.topic == topic }?.evidence.prefix(3).map {
        "«\(VisibleText.visible($0.span.words[...]))»"
      }
      lines.append("    \(topic)\(score)  \((evidence ?? []).joined(separator: " "))")
    }
    return lines
  }

  /// What another model does otherwise.
  func comparison(_ figures: Figures, with other: Figures) -> String {
    var lines = ["", styles.bold("Against the other: this, other, difference")]
    let (left, right) = (figures.summary, other.summary)
    for name in left.keys.sorted() where name != "items" {
      guard let value = left[name], let before = right[name], value != before else { continue }
      lines.append(
        "\(name.padded(to: 28))  \(decimal(value))  \(decimal(before))  \(decimal(value - before, 3, signed: true))")
    }
    let broken = Set(figures.differences.map(\.item.id)).subtracting(other.differences.map(\.item.id)).count
    let mended = Set(other.differences.map(\.item.id)).subtracting(figures.differences.map(\.item.id)).count
    lines.append("\(mended) items are right now that were wrong, \(broken) are wrong that were right")
    return lines.joined(separator: "\n") + "\n"
  }

  private func decimal(_ value: Double, _ digits: Int = 3, signed: Bool = false) -> String {
    DecimalText.of(value, digits: digits, signed: signed)
  }
}

/// Numbers with a fixed number of digits after the point, without locale.
enum DecimalText {
  static func of(_ value: Double, digits: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let scaled = Int((abs(value) * factor).rounded())
    let sign = value < 0 && scaled != 0 ? "-" : signed ? "+" : ""
    let whole = scaled / Int(factor)
    let rest = "\(scaled % Int(factor))"
    return sign + "\(whole)." + String(repeating: "0", count: max(0, digits - rest.count)) + rest
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
