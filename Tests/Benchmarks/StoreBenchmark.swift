enum StoreBenchmark {
  static func run() async throws {}
}
