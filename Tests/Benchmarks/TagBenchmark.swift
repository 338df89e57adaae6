enum TagBenchmark {
  static func run() async throws {}
}
