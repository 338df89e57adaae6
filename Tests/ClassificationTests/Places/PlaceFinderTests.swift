import Articles
import Testing

@testable import Classification

@Suite struct PlaceFinderTests {
  private static let desk = try? RegionalSecurityDesk.classifier()

  private func place(_ title: String, _ summary: String = "") throws -> ArticlePlace? {
    try #require(Self.desk).classify(ClassifiableText(title: title, summary: summary, language: "en")).place
  }

  /// A headline, the first words, and the id of the place; `-` for none.
  struct Case: Sendable, CustomTestStringConvertible {
    var title: String
    var summary: String
    var place: String
    init(_ place: String, _ title: String, _ summary: String = "") {
      (self.place, self.title, self.summary) = (place, title, summary)
    }
    var testDescription: String { "\(place): \(title)" }
  }

  @Test(arguments: [
    Case("quetta", "Blast near Quetta railway station kills 12"),
    Case("bannu", "Two cops slain in attack on Bannu police checkpoint, KP officials say"),
    Case("bajaur", "Mortar shell injures four children in Bajaur", "PESHAWAR: The shell hit a house, police said."),
    Case("khuzdar", "Three students martyred in Khuzdar school bus blast in Balochistan"),
    Case(
      "north-waziristan", "Six soldiers martyred in North Waziristan gun battle", "RAWALPINDI, Jan 17 (APP): ISPR said."
    ),
    Case("kech-turbat", "BLA claims responsibility for IED blast on Frontier Corps convoy near Turbat"),
    Case("af-khost", "Haqqani network commander killed in Khost blast claimed by ISIS-K"),
    Case("af-kabul", "Suicide bomber kills 20 outside foreign ministry in Kabul"),
    Case("dera-ismail-khan", "Gunmen abduct three bank guards in DI Khan, Khyber Pakhtunkhwa"),
  ])
  func theMostSpecificPlaceWins(_ item: Case) throws { try check(item) }

  @Test(arguments: [
    Case(
      "balochistan", "Balochistan govt to set up counter-terror wing", "QUETTA: The Balochistan government will act."),
    Case(
      "country-pk", "Pakistan urges world to act on refugees", "ISLAMABAD, Jan 17 (APP): Pakistan has urged the world."),
    Case(
      "zhob-sherani", "Afghan national killed in Zhob district of Balochistan",
      "RAWALPINDI, Jan 21 (APP): An Afghan national was killed."),
    Case("quetta", "Levies force to get new weapons", "QUETTA: The force will be equipped by June."),
    Case("khuzdar", "Bus attack kills five", "KHUZDAR: Gunmen opened fire on a bus in Khuzdar on Monday."),
    Case("torkham", "Talks to reopen Torkham ‘end on positive note’", "KHYBER: The second round of parleys ended."),
    Case("af-herat", "Taliban close women's bakeries in Herat", "KABUL (AFP) — The authorities closed them on Monday."),
  ])
  func aDatelineIsWeak(_ item: Case) throws { try check(item) }

  @Test(arguments: [
    Case("country-in", "After the Pahalgam attack, India suspends visas"),
    Case("country-in", "India suspends visas after Pahalgam attack"),
    Case("quetta", "Four killed after bomb hits hotel in Quetta"),
    Case("lahore", "Court in Lahore jails three men years after Karachi bombing"),
    Case("quetta", "Hindus in Quetta protest Indian accusations over Pahalgam attack"),
    Case("karachi", "Karachi police arrest man in wake of Swat attack"),
    Case("country-in", "India suspends Indus Waters Treaty with Pakistan"),
  ])
  func backgroundDoesNotCount(_ item: Case) throws { try check(item) }

  @Test(arguments: [
    Case("af-paktika", "Pakistan air strikes hit Paktika; Kabul says nine children killed"),
    Case("country-af", "Taliban deny TTP fighters are present on Afghan soil"),
    Case("country-kz", "Kazakhstan removes Taliban from list of banned terrorist organisations"),
    Case("country-af", "Opium harvest falls but meth labs boom in Afghanistan, UNODC says"),
    Case("chitral", "Militants from Afghanistan attack post in Chitral"),
    Case("gwadar", "No attack on Chinese nationals in Gwadar, home department says"),
    Case("country-pk", "Pakistan summons Afghan envoy over attack"),
    Case("doha", "Pakistan, Afghanistan sign ceasefire in Doha"),
    Case("tajik-afghan-border", "Two Chinese workers killed on Tajik-Afghan border, Dushanbe says"),
  ])
  func whoActsIsNotWhereItHappens(_ item: Case) throws { try check(item) }

  @Test(arguments: [
    Case("durand-line", "Pakistan, Afghanistan agree 48-hour ceasefire after deadly border clashes"),
    Case("loc", "India, Pakistan trade fire along Line of Control"),
    Case("torkham", "Pakistan and Afghanistan agree to reopen Torkham"),
    Case("durand-line", "Torkham and Chaman border crossings shut for third day"),
    Case("-", "Pakistan and Iran discuss trade"),
    Case("khyber-pakhtunkhwa", "Twin attacks in Bannu and Lakki Marwat kill seven"),
    Case("khyber-pakhtunkhwa", "Seven terrorists killed in D.I. Khan, North Waziristan operations: ISPR"),
    Case("country-pk", "Raids in Quetta and Karachi net 40 suspects"),
    Case("-", "Markets fall as investors wait for earnings"),
  ])
  func equalPlacesGiveWhatTheyShare(_ item: Case) throws { try check(item) }

  @Test func aPlaceHasTheCodeAndPositionOfWhatContainsIt() throws {
    let place = try #require(try place("Blast in Bannu kills two policemen"))
    #expect(place.subdivision == "PK-KP" && place.countries == ["PK"] && place.type == "district")
    #expect(place.coordinates == Coordinates(latitude: 32.99, longitude: 70.6))
  }

  private func check(_ item: Case) throws {
    #expect(try place(item.title, item.summary)?.id ?? "-" == item.place)
  }
}
