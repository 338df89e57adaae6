import Articles
import DeskFiles
import Diagnostics
import Fetching
import Foundation
import WebValues

/// The command `khabar feeds adopt-moves`.
enum FeedsAdoptMovesCommand {
  static let specification = CommandSpecification(
    path: ["feeds", "adopt-moves"], abstract: "Writes the new addresses of feeds that have moved into feeds.opml.",
    discussion: """
      A feed has moved when five polls in a row, over three days at least, were redirected for good to the same address
      (`adopt_moves_answers` and `adopt_moves_after` in desk.yaml say otherwise).
      It is asked there already; this makes the desk say so, too. Ids stay, so no article is lost. Nothing is requested.
      A feed with a secret keeps its address when the new one is on another host, which would get the secret.
      """,
    options: [
      OptionSpecification(name: "dry-run", help: "Only show what would be written."), SharedOptions.json,
      SharedOptions.desk,
    ], run: run)

  private struct Move: Encodable {
    let feed: FeedID
    let from: String
    let to: String
    let adopted: Date?

    /// The move as it may be shown: without secrets in its addresses.
    var redacted: Move { Move(feed: feed, from: Redaction.url(from), to: Redaction.url(to), adopted: adopted) }
  }

  /// Why a move is not written that would hand a secret to somebody else.
  private static func refusal(_ move: Move, secret: String) -> String {
    "'\(move.feed)' keeps its address: its secret '\(VisibleText.line(secret))' was given for "
      + "\(VisibleText.line(Redaction.url(move.from))) and would go to \(VisibleText.line(Redaction.url(move.to))); "
      + "if that server is meant to have it, change xmlUrl in feeds.opml, else remove khabar:secret first"
  }

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let states = try await FeedsListCommand.states(session)
    let moves = session.desk.feeds.compactMap { feed -> Move? in
      guard let state = states[feed.id], state.address(of: feed.url) != feed.url else { return nil }
      return Move(feed: feed.id, from: feed.url, to: state.address(of: feed.url), adopted: state.move?.adoptedAt)
    }
    var editor = try FeedsEditCommands.editor(invocation)
    var done: [Move] = []
    for move in moves {
      if let secret = session.desk.feeds.first(where: { $0.id == move.feed })?.credentialName,
        !FeedRequest.mayPassCredentials(from: move.from, to: move.to)
      {
        invocation.console.message(refusal(move, secret: secret))
        continue
      }
      do throws(DeskError) {
        try editor.move(move.feed, to: move.to)
        done.append(move)
      } catch {
        invocation.console.message("'\(move.feed)' keeps its address: \(error.description)")
      }
    }
    if !done.isEmpty, !invocation.has("dry-run") { try FeedsEditCommands.save(editor, invocation) }
    if invocation.has("json") { return invocation.console.line(try JSONText.of(done.map(\.redacted))) }
    for move in done.map(\.redacted) {
      invocation.console.line("\(move.feed)  \(VisibleText.line(move.from)) → \(VisibleText.line(move.to))")
    }
    let verb = invocation.has("dry-run") ? "would be" : "were"
    invocation.console.message("\(done.count) addresses \(verb) written")
  }
}
