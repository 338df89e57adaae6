import Testing

@testable import Learning

@Suite struct TallyTests {
  private func item(_ topics: [String], optional: [String] = [], isInScope: Bool = true) -> LabeledItem {
    LabeledItem(id: "i", title: "", isInScope: isInScope, topics: topics, optional: optional)
  }

  /// One item that is partly right, one off the beat with an unsure and a false tag, one rightly left alone, one mistaken.
  private func figures() -> Figures {
    var tally = Tally(topics: ["a", "b", "c"])
    tally.note(item(["a", "b"], optional: ["c"]), given: ["a", "c"], scores: ["a": 0.9, "b": 0.2, "c": 0.7])
    tally.note(item([], optional: ["c"], isInScope: false), given: ["b", "c"], scores: [:])
    tally.note(item([], isInScope: false), given: [], scores: [:])
    tally.note(item(["a"]), given: ["b"], scores: [:])
    return tally.figures
  }

  @Test func whatIsUnsureCountsNeitherWay() {
    let figures = figures()
    #expect(figures.topics.map(\.topic) == ["a", "b", "c"])
    #expect(
      figures.topics.map(\.counts) == [
        .init(both: 1, extra: 0, missed: 1), .init(both: 0, extra: 2, missed: 1), .init(),
      ])
    #expect(figures.total == .init(both: 1, extra: 2, missed: 2))
    #expect(figures.tagged == .init(both: 2, extra: 1, missed: 0))
    #expect(figures.reliability.reduce(0) { $0 + $1.count } == 2)
  }

  @Test func falseTagsAreThoseOnItemsOffTheBeat() {
    let figures = figures()
    #expect(figures.itemCount == 4 && figures.outOfScopeCount == 2)
    #expect(figures.falseTagCount == 1 && figures.falseTagsPer100 == 50)
  }

  @Test func differencesAndConfusionsAreKept() {
    let figures = figures()
    #expect(figures.differences.map(\.extra) == [[], ["b"], ["b"]])
    #expect(figures.differences.map(\.missed) == [["b"], [], ["a"]])
    #expect(figures.confusions == [.init(label: "a", given: "b", count: 1)])
    #expect(figures.differences[0].weight == 0.8)
  }

  @Test func theExampleBasedScoreIsAMeanOverItems() {
    #expect(abs(figures().exampleF1 - (2.0 / 3 + 0 + 1 + 0) / 4) < 1e-12)
    #expect(Figures().exampleF1 == 0)
  }

  @Test func precisionRecallAndF1() {
    let counts = Evaluation.Counts(both: 6, extra: 2, missed: 4)
    #expect(counts.precision == 0.75 && counts.recall == 0.6 && abs(counts.f1 - 12.0 / 18) < 1e-12)
    let none = Evaluation.Counts()
    #expect(none.precision == 0 && none.recall == 0 && none.f1 == 0)
    // A false tag costs more than a missed one.
    #expect(Evaluation.Counts(both: 5, extra: 0, missed: 3).fScore > Evaluation.Counts(both: 5, extra: 3).fScore)
  }

  @Test func onlyTopicsWithFifteenAreInTheMacroScore() {
    var tally = Tally(topics: ["large", "small"])
    for index in 0..<15 { tally.note(item(["large"]), given: index < 10 ? ["large"] : [], scores: [:]) }
    for _ in 0..<14 { tally.note(item(["small"]), given: [], scores: [:]) }
    #expect(abs(tally.figures.macroF1 - 0.8) < 1e-12)
    tally.note(item(["small"]), given: [], scores: [:])
    #expect(abs(tally.figures.macroF1 - 0.4) < 1e-12)
    #expect(tally.figures.summary["f1:large"] == tally.figures.topics[0].counts.f1)
  }

  @Test func theCalibrationErrorIsTheMeanDistanceOfScoreAndShare() {
    var tally = Tally(topics: ["a", "b"])
    for index in 0..<10 {
      tally.note(item(index < 6 ? ["a"] : []), given: ["a"], scores: ["a": 0.85, "b": 0.05])
    }
    let figures = tally.figures
    #expect(figures.reliability.map(\.count) == [10, 0, 0, 0, 0, 0, 0, 0, 10, 0])
    #expect(figures.givenReliability[8].rightCount == 6 && figures.givenReliability[0].count == 0)
    #expect(abs(figures.givenCalibrationError - 0.25) < 1e-9)
    #expect(abs(figures.calibrationError - 0.15) < 1e-9)
  }

  @Test func aScoreOfOneIsInTheLastTenth() {
    var tally = Tally(topics: ["a"])
    tally.note(item(["a"]), given: ["a"], scores: ["a": 1])
    #expect(tally.figures.reliability[9].count == 1 && tally.figures.calibrationError == 0)
  }
}

@Suite struct WilsonIntervalTests {
  /// Values of R's `prop.test(x, n, correct = FALSE)`.
  @Test(arguments: [
    (8, 10, 0.4902, 0.9433), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (50, 100, 0.4038, 0.5962), (1, 1, 0.2065, 1),
  ])
  func endsAreThoseOfOthers(successes: Int, trials: Int, low: Double, high: Double) {
    let interval = WilsonInterval(successes, of: trials)
    #expect(abs(interval.low - low) < 1e-4 && abs(interval.high - high) < 1e-4, "\(interval)")
  }

  @Test func nothingIsKnownWithoutTrials() {
    let interval = WilsonInterval(0, of: 0)
    #expect(interval.low == 0 && interval.high == 1)
  }

  @Test func theIntervalOfF1HoldsF1() {
    let counts = Evaluation.Counts(both: 8, extra: 1, missed: 1)
    #expect(abs(counts.f1Interval.low - 0.6579) < 1e-3 && abs(counts.f1Interval.high - 0.9708) < 1e-3)
    #expect(counts.f1Interval.low < counts.f1 && counts.f1 < counts.f1Interval.high)
    #expect(counts.precisionInterval == WilsonInterval(8, of: 9) && counts.recallInterval == WilsonInterval(8, of: 9))
  }
}
