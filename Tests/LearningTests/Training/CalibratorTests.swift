import Classification
import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite struct CalibratorTests {
  private func samples(_ count: Int, of truth: TopicModel.Calibration) -> [Calibrator.Sample] {
    var generator = SeededGenerator(seed: 7)
    return (0..<count).map { _ in
      let sum = Double.random(in: -4...4, using: &generator)
      let any = Double.random(in: -3...3, using: &generator)
      let isPositive = Double.random(in: 0...1, using: &generator) < truth.probability(sum, any: any)
      return Calibrator.Sample(sum: sum, any: any, isPositive: isPositive)
    }
  }

  @Test(arguments: [(1.3, 0.4, -0.8), (0.5, 0.0, 1.0), (0.8, -0.3, 0.2)])
  func aKnownSigmoidIsFound(slope: Double, anySlope: Double, offset: Double) {
    let truth = TopicModel.Calibration(slope: slope, anySlope: anySlope, offset: offset)
    let found = Calibrator.fit(samples(30_000, of: truth), toward: .init(), pull: 1e-3)
    // Targets stop at 0.97, so that a steep slope comes out a little flatter and bent.
    #expect(abs(found.slope - slope) < 0.12 && abs(found.anySlope - anySlope) < 0.08, "\(found)")
    for sum in stride(from: -3.0, through: 3, by: 0.5) {
      #expect(abs(found.probability(sum, any: 0) - truth.probability(sum, any: 0)) < 0.05, "\(sum): \(found)")
    }
  }

  @Test(arguments: [1.0, 1_000, 1e6]) func separableSamplesDoNotDiverge(scale: Double) {
    for pull in [1e-3, 4.0] {
      let samples = (-50...50).filter { $0 != 0 }.map {
        Calibrator.Sample(sum: Double($0) / 10 * scale, any: Double($0) * scale, isPositive: $0 > 0)
      }
      let found = Calibrator.fit(samples, toward: .init(), pull: pull)
      #expect(found.slope.isFinite && found.anySlope.isFinite && found.offset.isFinite)
      for sample in samples {
        let probability = found.probability(sample.sum, any: sample.any)
        #expect(probability.isFinite && (probability > 0.5) == sample.isPositive, "\(sample): \(found)")
      }
    }
  }

  @Test func fewSamplesStayNearWhatAllShare() {
    let shared = TopicModel.Calibration(slope: 2, anySlope: 0.5, offset: -1)
    #expect(Calibrator.fit([], toward: shared, pull: 4) == shared)
    let one = Calibrator.fit([.init(sum: 3, any: 1, isPositive: false)], toward: shared, pull: 40)
    #expect(abs(one.slope - 2) < 0.15 && abs(one.offset + 1) < 0.15 && one != shared)
  }

  @Test func nothingIsSurerThanLabelsAre() {
    let samples = (0..<5_000).map { Calibrator.Sample(sum: $0 < 2_500 ? 5 : -5, any: 0, isPositive: $0 < 2_500) }
    let found = Calibrator.fit(samples, toward: .init(), pull: 1e-3)
    #expect(abs(found.probability(5, any: 0) - Calibrator.surest) < 0.005)
  }
}
