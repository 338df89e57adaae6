/// Options that several subcommands share, each defined once.
enum SharedOptions {
  static let json = OptionSpecification(name: "json", help: "Print JSON.")
  static let desk = OptionSpecification(
    name: "desk", short: "d", value: "FOLDER",
    help: "The desk to use (default: $KHABAR_DESK, else Feeds/regional-security).")
  static let now = OptionSpecification(
    name: "now", value: "TIME", help: "Act as if it were this time, RFC 3339 (for repeatable runs).")
  static let verbose = OptionSpecification(name: "verbose", short: "v", help: "Say more on stderr.")
  static let quiet = OptionSpecification(name: "quiet", short: "q", help: "Say only errors on stderr.")
  static let logFormat = OptionSpecification(
    name: "log-format", value: "FORMAT", help: "How to write messages on stderr: text (default) or json.")
}
