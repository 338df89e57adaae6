import Articles
import Classification
import DeskFiles

/// Runs the machine between the lines that come in and the places where labels go.
struct Labeler {
  let session: DeskSession
  let screen: LabelingScreen
  var keeper: LabelKeeper
  var machine: LabelingMachine

  /// Labels until the lines or the person end it; returns how many labels were kept.
  mutating func run() async throws -> Int {
    let console = session.invocation.console
    var isRunning = try await perform(machine.beginning)
    while isRunning {
      if console.inputIsTerminal { console.log("> ") }
      if let line = console.nextLine() {
        isRunning = try await perform(machine.take(line))
      } else {
        if console.inputIsTerminal { console.message("") }
        isRunning = try await perform(machine.atEnd())
      }
    }
    return machine.decisions.count
  }

  private mutating func perform(_ effects: [LabelingMachine.Effect]) async throws -> Bool {
    for effect in effects {
      switch effect {
      case .keep(let index, let decision):
        let article = machine.items[index].article
        try await keeper.keep(decision, on: article, session)
        if session.invocation.has("json") {
          session.invocation.console.line(try JSONText.of(decision.labeled(article), isPretty: false))
        }
      case .show(let index, let allEvidence):
        show(screen.text(machine.items[index], machine, allEvidence: allEvidence))
      case .showDraft: show(screen.choice(machine))
      case .showTopics: show(screen.topicList)
      case .showHelp: show(LabelingWords.help + "\n")
      case .tell(let message): session.invocation.console.message(message)
      case .exhausted: session.invocation.console.message("That was the last one; b goes back, q ends.")
      case .end: return false
      }
    }
    return true
  }

  /// With `--json` stdout is for labels only.
  private func show(_ text: String) {
    let console = session.invocation.console
    if session.invocation.has("json") { console.log(text) } else { console.write(text) }
  }
}
