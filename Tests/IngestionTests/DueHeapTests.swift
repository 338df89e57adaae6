import Articles
import Foundation
import Testing

@testable import Ingestion

@Suite struct DueHeapTests {
  @Test func feedsComeByTimeThenInTheOrderGiven() {
    var heap = DueHeap()
    let base = Date(timeIntervalSince1970: 1_000)
    var expected: [(Date, FeedID)] = []
    for index in 0..<500 {
      let due = base.addingTimeInterval(Double((index * 7_919) % 101))
      let feed = FeedID("feed-\(1_000 + (index * 613) % 500)")
      heap.insert(feed, due: due)
      expected.append((due, feed))
    }
    let order = expected.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    expected = order.map(\.element)
    #expect(heap.popDue(by: base.addingTimeInterval(-1)) == nil)
    var popped: [FeedID] = []
    while let feed = heap.popDue(by: .distantFuture) { popped.append(feed) }
    #expect(popped == expected.map(\.1))
    #expect(heap.firstDue == nil)
  }
}
