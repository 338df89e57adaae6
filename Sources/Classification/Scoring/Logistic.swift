import Foundation

/// 1 / (1 + e⁻ˣ).
func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// −ln(1 − w): what adds up when weights join as `1 − Π(1 − w)`.
func logarithmicWeight(_ weight: Double) -> Double { -log(1 - min(0.97, weight)) }
