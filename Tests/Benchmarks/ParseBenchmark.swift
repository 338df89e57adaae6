enum ParseBenchmark {
  static func run() async throws {}
}
