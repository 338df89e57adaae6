import Commands

@main enum Khabar {
  static func main() async { await KhabarCommand.main() }
}
