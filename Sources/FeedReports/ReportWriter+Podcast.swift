import FeedFormats

extension ReportWriter {
  /// The object `itunes`.
  mutating func itunes(_ values: ITunesValues) {
    guard values != ITunesValues() else { return }
    json.startObject("itunes")
    string("author", line(values.author))
    string("title", line(values.title))
    string("subtitle", line(values.subtitle))
    string("summary", value(TextConstruct(values.summary ?? "", kind: .html)))
    string("image", address(values.image))
    duration(values.duration)
    if let isExplicit = Self.isExplicit(values.explicit) { json.bool("explicit", isExplicit) }
    if let block = values.block { json.bool("block", block.lowercased() == "yes") }
    string("episode", values.episode)
    string("season", values.season)
    string("episodeType", values.episodeType)
    string("order", values.order)
    if let captions = values.isClosedCaptioned { json.bool("isClosedCaptioned", captions.lowercased() == "yes") }
    json.strings("keywords", values.keywords)
    if !values.categories.isEmpty {
      json.startArray("categories")
      for path in values.categories {
        json.startArray()
        for name in path { json.string(nil, line(name) ?? "") }
        json.endArray()
      }
      json.endArray()
    }
    person("owner", values.owner)
    string("type", values.type)
    string("newFeedURL", address(values.newFeedURL))
    if let complete = values.complete { json.bool("complete", complete.lowercased() == "yes") }
    json.endObject()
  }

  /// `nil` for what Apple does not define.
  private static func isExplicit(_ text: String?) -> Bool? {
    switch text?.lowercased() {
    case "yes", "true", "explicit": true
    case "no", "false", "clean": false
    default: nil
    }
  }

  /// The object `podcast`.
  mutating func podcast(_ values: PodcastValues) {
    guard values != PodcastValues() else { return }
    json.startObject("podcast")
    for (name, value) in [
      ("guid", values.guid), ("medium", values.medium), ("season", values.season), ("seasonName", values.seasonName),
      ("episode", values.episode), ("episodeDisplay", values.episodeDisplay), ("license", values.license),
      ("lockedOwner", values.lockedOwner),
    ] { string(name, line(value)) }
    if let locked = values.locked { json.bool("locked", locked.lowercased() == "yes") }
    string("licenseURL", address(values.licenseURL))
    resources("transcripts", values.transcripts)
    resources("chapters", values.chapters.map { [$0] } ?? [])
    resources("fundings", values.fundings)
    resources("trailers", values.trailers)
    resources("socialInteractions", values.socialInteractions)
    chapters(values.chapterList)
    people(values)
    rareList("alternateEnclosures", values.alternateEnclosures) { writer, media in
      writer.string("url", writer.address(media.url))
      writer.string("type", media.mediaType)
      writer.json.number("length", media.length)
      writer.string("title", writer.line(media.title))
    }
    json.endObject()
  }

  private mutating func resources(_ name: String, _ resources: [PodcastValues.Resource]) {
    rareList(name, resources) { writer, resource in
      writer.string("url", writer.address(resource.url))
      writer.string("type", resource.type)
      writer.string("language", resource.language)
      writer.string("rel", resource.relation)
      writer.string("text", writer.line(resource.text))
    }
  }

  private mutating func chapters(_ chapters: [PodcastValues.Chapter]) {
    rareList("chapterList", chapters) { writer, chapter in
      writer.string("start", chapter.start)
      writer.string("title", writer.line(chapter.title))
      writer.string("link", writer.address(chapter.link))
      writer.string("image", writer.address(chapter.image))
    }
  }

  private mutating func people(_ values: PodcastValues) {
    rareList("persons", values.persons) { writer, person in
      writer.string("name", writer.line(person.name))
      writer.string("role", person.role)
      writer.string("group", person.group)
      writer.string("image", writer.address(person.image))
      writer.string("url", writer.address(person.uri))
    }
    rareList("locations", values.locations) { writer, location in
      writer.string("name", writer.line(location.name))
      writer.string("geo", location.geo)
      writer.string("osm", location.osm)
    }
    rareList("soundbites", values.soundbites) { writer, soundbite in
      writer.string("start", soundbite.start)
      writer.string("duration", soundbite.duration)
      writer.string("title", writer.line(soundbite.title))
    }
  }
}
