import Markup
import Testing

/// Markup that never ends, many times over: reading it takes time in proportion to its length.
@Suite struct XMLLinearityTests {
  enum Place: CaseIterable { case beforeRoot, withinRoot, withinSubset }

  static let fragments = [
    "<!DOCTYPE [>", "<!DOCTYPE [", "<!DOCTYPE>", "<!DOCTYPE x [<!-- ", "<!DOCTYPE x [<!-- >", "<!DOCTYPE x \"",
    "<!DOCTYPE x '>", "<!DOCTYPE x [\"'>", "<!DOCTYPE x [<!ENTITY y \"z\">", "<!DOCTYPE x [<!ENTITY y \">",
    "<!DOCTYPE x [<![>", "<!DOCTYPE x [<?y >", "<!ELEMENT ", "<!ELEMENT x (y)>", "<!ENTITY ", "<!ENTITY x \"",
    "<!ENTITY x \"y\">", "<!ENTITY % x '>", "<?", "<?x ", "<?x >", "<![", "<![>", "<![CDATA[", "<![CDATA[>", "<!--",
    "<!-- >", "\"", "'>", "]", "]>", "[",
  ]

  @Test(arguments: fragments, Place.allCases)
  func repeatedFragmentTakesLinearTime(_ fragment: String, in place: Place) {
    var times: [(once: Duration, twice: Duration)] = []
    // A machine under load may be slow at any one time, but what is quadratic takes four times as long each time.
    repeat {
      times.append((time(fragment, 20_000, place), time(fragment, 40_000, place)))
    } while !times.contains(where: isLinear) && times.count < 5
    #expect(times.contains(where: isLinear), "\(times)")
  }

  private func isLinear(_ times: (once: Duration, twice: Duration)) -> Bool {
    times.twice < times.once * 3 + .milliseconds(10) && times.twice < .seconds(8)
  }

  private func time(_ fragment: String, _ count: Int, _ place: Place) -> Duration {
    let many = String(repeating: fragment, count: count)
    let text =
      switch place {
      case .beforeRoot: "<!-- -->\(many)<a>x</a>"
      case .withinRoot: "<a>x\(many)</a>"
      case .withinSubset: "<!DOCTYPE a [\(many)<a>x</a>"
      }
    let bytes = Array(text.utf8)
    return ContinuousClock().measure {
      XMLDocument(bytes).read { reader in
        while reader.next() != .endOfDocument {}
      }
    }
  }
}
