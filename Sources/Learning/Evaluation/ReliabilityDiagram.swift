/// A picture of how often scores are right: for each tenth of the scores the share of right answers, and how many answers
/// there are.
public struct ReliabilityDiagram: Sendable {
  private let figures: Figures
  private static let size = 320.0
  private static let margin = 48.0

  /// Draws the answers that gave a topic.
  public init(_ figures: Figures) { self.figures = figures }

  /// SVG 1.1, readable in dark and light.
  public func svg() -> String {
    let (size, margin) = (Self.size, Self.margin)
    let whole = size + 2 * margin
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(whole)) \(number(whole))" role="img" \
      aria-label="Reliability diagram" font-family="sans-serif" font-size="11">
      <rect width="100%" height="100%" fill="#fff"/>
      <rect x="\(number(margin))" y="\(number(margin))" width="\(number(size))" height="\(number(size))" fill="none" \
      stroke="#555"/>
      <line x1="\(number(margin))" y1="\(number(margin + size))" x2="\(number(margin + size))" y2="\(number(margin))" \
      stroke="#999" stroke-dasharray="4 4"/>
      """
    ]
    let largest = Double(figures.givenReliability.map(\.count).max() ?? 0)
    for (index, bin) in figures.givenReliability.enumerated() where bin.count > 0 {
      let x = margin + Double(index) * size / 10
      let height = Double(bin.count) / largest * size * 0.25
      parts.append(
        """
        <rect x="\(number(x + 2))" y="\(number(margin + size - height))" width="\(number(size / 10 - 4))" \
        height="\(number(height))" fill="#cfd8e3"/>
        <circle cx="\(number(margin + bin.score * size))" cy="\(number(margin + (1 - bin.share) * size))" r="4" \
        fill="#0b5cad"><title>\(bin.count) answers: score \(number(bin.score)), right \(number(bin.share))</title></circle>
        """)
    }
    for tick in stride(from: 0, through: 10, by: 2) {
      let place = Double(tick) / 10 * size
      let label = "\(Double(tick) / 10)"
      parts.append(
        """
        <text x="\(number(margin + place))" y="\(number(margin + size + 16))" text-anchor="middle">\(label)</text>
        <text x="\(number(margin - 6))" y="\(number(margin + size - place + 4))" text-anchor="end">\(label)</text>
        """)
    }
    let error = number(figures.givenCalibrationError)
    parts.append(
      """
      <text x="\(number(margin))" y="24" font-size="13">Share of right tags by score (calibration error \(error))</text>
      <text x="\(number(whole / 2))" y="\(number(whole - 8))" text-anchor="middle">score</text>
      </svg>
      """)
    return parts.joined(separator: "\n") + "\n"
  }

  private func number(_ value: Double) -> String {
    let thousandths = (value * 1000).rounded() / 1000
    return thousandths == thousandths.rounded() ? "\(Int(thousandths))" : "\(thousandths)"
  }
}
