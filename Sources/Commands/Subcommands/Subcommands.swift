/// The list of all subcommands; help, dispatch and did-you-mean read it.
enum Subcommands {
  static let abstract = "Polls news feeds, tags articles with the words that earned each tag, publishes filtered feeds."

  static let groups: [(name: String, abstract: String)] = [
    ("feeds", "Shows and edits the desk's list of feeds.")
  ]

  static let all: [CommandSpecification] = [
    RunCommand.specification, PollCommand.specification, CheckCommand.specification, ParseCommand.specification,
    TagCommand.specification, SearchCommand.specification, ExplainCommand.specification, EmitCommand.specification,
    FeedbackCommand.specification, LabelCommand.specification, ReplayCommand.specification,
    FeedsListCommand.specification, FeedsHealthCommand.specification, FeedsDiscoverCommand.specification,
    FeedsEditCommands.add, FeedsEditCommands.remove, FeedsEditCommands.importing, FeedsEditCommands.exporting,
    FeedsAdoptMovesCommand.specification, TrainCommand.specification, EvaluateCommand.specification,
    DoctorCommand.specification, VersionCommand.specification,
  ]
}
