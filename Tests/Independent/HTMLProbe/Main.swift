import Foundation
import Markup
import WebValues

/// Reads documents from standard input, one JSON object a line with `html` and `base`; answers each with what the
/// sanitizer makes of it: `html`, `text`, and `again`, the safe form of the safe form.
@main enum Main {
  private struct Question: Decodable {
    var html: String
    var base: String?
  }

  private struct Answer: Encodable {
    var html: String
    var text: String
    var again: String
  }

  static func main() throws {
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    while let line = readLine() {
      let question = try decoder.decode(Question.self, from: Data(line.utf8))
      let base = question.base.flatMap { WebURL($0) }
      let safe = HTMLSanitizer.read(question.html, base: base)
      let again = HTMLSanitizer.sanitize(safe.html, base: base)
      let answer = Answer(html: safe.html, text: safe.text, again: again)
      try FileHandle.standardOutput.write(contentsOf: encoder.encode(answer) + [0x0A])
    }
  }
}
