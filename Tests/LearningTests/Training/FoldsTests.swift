import Testing

@testable import Learning

@Suite struct FoldsTests {
  private func item(_ id: Int, date: String) -> LabeledItem {
    var item = LabeledItem(id: "\(1000 + id)", title: "", isInScope: true, topics: [])
    item.date = date
    return item
  }

  @Test func neighborsInTimeShareAFold() {
    let days = (0..<300).map { "2025-\(10 + $0 / 100)-\(10 + $0 % 100 / 5)" }
    let items = days.enumerated().map { item($0.offset, date: $0.element) }
    let folds = Folds.of(items)
    #expect(folds == (0..<300).map { $0 / 25 % 5 })
    var generator = SystemRandomNumberGenerator()
    let shuffled = items.indices.shuffled(using: &generator)
    #expect(Folds.of(shuffled.map { items[$0] }) == shuffled.map { folds[$0] })
  }

  @Test func itemsWithoutADateGoByTheirIds() {
    let items = (0..<60).map { item($0, date: "") }
    #expect(Folds.of(items.reversed()) == Folds.of(items).reversed())
    #expect(Set(Folds.of(items)) == [0, 1, 2])
    #expect(Folds.of([]) == [])
  }
}
