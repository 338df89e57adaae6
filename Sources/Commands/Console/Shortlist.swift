/// The first few of very many, by an order; holds no more than twice as many at a time.
struct Shortlist<Element: Sendable>: Sendable {
  private let limit: Int
  private let precedes: @Sendable (Element, Element) -> Bool
  private var elements: [Element] = []

  /// Keeps at most `limit`; `precedes` is a strict weak order.
  init(limit: Int, by precedes: @escaping @Sendable (Element, Element) -> Bool) {
    self.limit = max(0, limit)
    self.precedes = precedes
  }

  /// Takes one more.
  mutating func offer(_ element: Element) {
    guard limit > 0 else { return }
    elements.append(element)
    if elements.count >= 2 * limit { elements = sorted }
  }

  /// The first ones in order.
  var sorted: [Element] { Array(elements.sorted(by: precedes).prefix(limit)) }
}
