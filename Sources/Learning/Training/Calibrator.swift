import Classification
import Foundation

/// Fits the sigmoid that makes a probability of two sums of weights, from sums that were judged in a fold of their own.
///
/// Newton's method on the logistic loss with Platt's targets, held to a given sigmoid by `pull`: one that is fitted on few
/// positives stays near the one that all topics share.
enum Calibrator {
  /// One judged item.
  struct Sample {
    var sum: Double
    var any: Double
    var isPositive: Bool
  }

  /// No topic is surer than this, since labels err too.
  static let surest = 0.97

  static func fit(
    _ samples: [Sample], toward prior: TopicModel.Calibration, pull: Double
  ) -> TopicModel.Calibration {
    let positives = Double(samples.count { $0.isPositive })
    let high = min(Self.surest, (positives + 1) / (positives + 2))
    let low = 1 / (Double(samples.count) - positives + 2)
    let start = [prior.slope, prior.anySlope, prior.offset]
    func loss(_ parameters: [Double]) -> Double {
      let distance = zip(parameters, start).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return samples.reduce(pull * distance / 2) { loss, sample in
        let sum = parameters[0] * sample.sum + parameters[1] * sample.any + parameters[2]
        let target = sample.isPositive ? high : low
        // ln(1 + eˢ) − target · s, without overflow.
        return loss + max(sum, 0) + log(1 + exp(-abs(sum))) - target * sum
      }
    }
    var parameters = start
    for _ in 0..<60 {
      let step = newtonStep(parameters)
      var fraction = 1.0
      let before = loss(parameters)
      var next = zip(parameters, step).map { $0 - $1 }
      // Far from the minimum a whole step can lead away from it.
      while loss(next) > before + 1e-12, fraction > 1e-6 {
        fraction /= 2
        next = zip(parameters, step).map { $0 - fraction * $1 }
      }
      parameters = next
      if step.allSatisfy({ abs($0) * fraction < 1e-7 }) { break }
    }
    return TopicModel.Calibration(slope: parameters[0], anySlope: parameters[1], offset: parameters[2])

    func newtonStep(_ parameters: [Double]) -> [Double] {
      var gradient = (0..<3).map { pull * (parameters[$0] - start[$0]) }
      var hessian = (0..<3).map { row in (0..<3).map { $0 == row ? pull + 1e-9 : 0 } }
      for sample in samples {
        let inputs = [sample.sum, sample.any, 1]
        let sum = zip(parameters, inputs).reduce(0) { $0 + $1.0 * $1.1 }
        let probability = 1 / (1 + exp(-sum))
        let error = probability - (sample.isPositive ? high : low)
        let curvature = max(1e-9, probability * (1 - probability))
        for row in 0..<3 {
          gradient[row] += error * inputs[row]
          for column in 0..<3 { hessian[row][column] += curvature * inputs[row] * inputs[column] }
        }
      }
      return solve(hessian, gradient)
    }
  }

  /// Solves three linear equations by elimination.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { $0 + [$1] }
    for pivot in 0..<3 {
      if let best = (pivot..<3).max(by: { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }) { rows.swapAt(pivot, best) }
      guard abs(rows[pivot][pivot]) > 1e-12 else { return [0, 0, 0] }
      for row in 0..<3 where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in 0..<4 { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return (0..<3).map { rows[$0][3] / rows[$0][$0] }
  }
}
