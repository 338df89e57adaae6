internal import Markup

/// The scheme of what `itunes:category` and `itunes:keywords` say.
let itunesScheme = "http://www.itunes.com/"

extension FeedEntry {
  /// Dublin Core elements 1.1; those without a field of their own are kept by name.
  mutating func readDublinCore(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout EntryFallbacks?) {
    switch xml.feedName {
    case .creator, .author: authors.appendPerson(FeedPerson.read(&xml, inherited))
    case .contributor: if let person = FeedPerson.read(&xml, inherited) { details.contributors.appendPerson(person) }
    case .publisher: if let person = FeedPerson.read(&xml, inherited) { details.publisher = person }
    case .date: dublinCoreDate = xml.trimmedElementText() ?? dublinCoreDate
    case .subject: readSubject(&xml)
    case .language: language = xml.trimmedElementText() ?? language
    case .title:
      fallbacks.begin()
      fallbacks?.title = .plain(&xml, inherited, than: nil)
    case .description:
      fallbacks.begin()
      fallbacks?.summary = .markup(&xml, inherited, than: nil)
    case .rights: if let text = TextConstruct.plain(&xml, inherited, than: nil) { details.rights = text }
    default: details.dublinCore.appendValue("dc", &xml)
    }
  }

  /// `dc:subject`: text, or a resource of RDF with a label.
  private mutating func readSubject(_ xml: inout XMLReader) {
    guard xml.attributeCount == 0 else {
      let resource = xml.rdfAttribute("resource")
      return categories.appendTerm(xml.trimmedElementText() ?? resource)
    }
    categories.appendTerm(xml.trimmedElementText())
  }

  /// DCMI terms: the dates by name, and what Dublin Core has too.
  mutating func readTerms(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout EntryFallbacks?) {
    switch xml.feedName {
    case .modified:
      let text = xml.trimmedElementText()
      addDate("dcterms:modified", text)
      updated = updated ?? text
    case .created, .issued, .date:
      let name = "dcterms:\(xml.feedName)"
      let text = xml.trimmedElementText()
      addDate(name, text)
      dublinCoreDate = dublinCoreDate ?? text
    case .abstract:
      fallbacks.begin()
      fallbacks?.summary = .markup(&xml, inherited, than: nil)
    case .creator, .contributor, .publisher, .subject, .language, .title, .description, .rights:
      readDublinCore(&xml, inherited, &fallbacks)
    default:
      if xml.isNamed("valid") || xml.isNamed("available") {
        let name = "dcterms:\(xml.localName)"
        addDate(name, xml.trimmedElementText())
      } else {
        details.dublinCore.appendValue("dcterms", &xml)
      }
    }
  }
}

extension FeedSource {
  /// Dublin Core elements 1.1; those without a field of their own are kept by name.
  mutating func readDublinCore(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks) {
    switch xml.feedName {
    case .language: language = language ?? xml.trimmedElementText()
    case .date: updated = updated ?? xml.trimmedElementText()
    case .creator, .author: authors.appendPerson(FeedPerson.read(&xml, inherited))
    case .contributor: contributors.appendPerson(FeedPerson.read(&xml, inherited))
    case .publisher: publisher = FeedPerson.read(&xml, inherited) ?? publisher
    case .rights: if rights == nil { rights = .plain(&xml, inherited, than: nil) }
    case .subject: categories.appendTerm(xml.trimmedElementText())
    case .title: fallbacks.title = .plain(&xml, inherited, than: fallbacks.title)
    case .description: fallbacks.subtitle = .markup(&xml, inherited, than: fallbacks.subtitle)
    default: dublinCore.appendValue("dc", &xml)
    }
  }

  /// DCMI terms: the dates by name, and what Dublin Core has too.
  mutating func readTerms(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks) {
    switch xml.feedName {
    case .modified:
      let text = xml.trimmedElementText()
      addDate("dcterms:modified", text)
      updated = updated ?? text
    case .issued:
      let text = xml.trimmedElementText()
      addDate("dcterms:issued", text)
      published = published ?? text
    case .created: addDate("dcterms:created", xml.trimmedElementText())
    case .creator, .contributor, .publisher, .subject, .language, .title, .description, .rights, .date:
      readDublinCore(&xml, inherited, &fallbacks)
    default:
      if xml.isNamed("valid") || xml.isNamed("available") {
        let name = "dcterms:\(xml.localName)"
        addDate(name, xml.trimmedElementText())
      } else {
        dublinCore.appendValue("dcterms", &xml)
      }
    }
  }
}
