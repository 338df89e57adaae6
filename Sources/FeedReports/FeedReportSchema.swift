/// The schema of `FeedReport`, for people and for programs.
public enum FeedReportSchema {
  /// What Media RSS says of one object, or of all objects of an entry; at the margin of `json`.
  private static let mediaProperties = #"""
    "medium": {"type": "string"}, "isDefault": {"type": "boolean"}, "expression": {"type": "string"},
                "duration": {"$ref": "#/$defs/duration"}, "durationText": {"type": "string"},
                "bitrate": {"type": "string"}, "framerate": {"type": "string"}, "samplingRate": {"type": "string"},
                "channels": {"type": "string"}, "language": {"type": "string"}, "time": {"type": "string"},
                "group": {"type": "integer"}, "title": {"type": "string"}, "titleDetail": {"$ref": "#/$defs/construct"},
                "description": {"type": "string"}, "descriptionDetail": {"$ref": "#/$defs/construct"},
                "credits": {"type": "array", "items": {"$ref": "#/$defs/mediaValue"}},
                "categories": {"type": "array", "items": {"$ref": "#/$defs/category"}},
                "keywords": {"type": "array", "items": {"type": "string"}},
                "ratings": {"type": "array", "items": {"$ref": "#/$defs/mediaValue"}},
                "copyright": {"$ref": "#/$defs/mediaLink"}, "license": {"$ref": "#/$defs/mediaLink"},
                "player": {"$ref": "#/$defs/image"},
                "hashes": {"type": "array", "items": {"$ref": "#/$defs/mediaValue"}},
                "restrictions": {"type": "array", "items": {"$ref": "#/$defs/mediaValue"}},
                "thumbnails": {"type": "array", "items": {"$ref": "#/$defs/image"}},
                "texts": {"type": "array", "items": {"$ref": "#/$defs/construct"}},
                "comments": {"type": "array", "items": {"type": "string"}},
                "community": {"type": "array", "items": {"$ref": "#/$defs/named"}}
    """#

  /// JSON Schema 2020-12 of one line of `khabar parse --json`.
  public static let json = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:khabar:parse:1",
      "title": "One document as khabar parse --json reports it",
      "description": "Absent values are absent keys; lists of a feed and of an entry are always there.",
      "oneOf": [{"$ref": "#/$defs/document"}, {"$ref": "#/$defs/failure"}],
      "$defs": {
        "document": {
          "type": "object", "additionalProperties": false, "required": ["version", "encoding", "defects",
            "defectCount", "feed", "entries"], "properties": {
            "file": {"type": "string"},
            "version": {"enum": ["rss-0.90", "rss-0.91", "rss-0.92", "rss-0.93", "rss-0.94", "rss-1.0", "rss-1.1",
              "rss-2.0", "atom-0.3", "atom-1.0", "json-feed-1.0", "json-feed-1.1", "cdf", "sitemap", "news-sitemap"]},
            "variant": {"type": "string"}, "encoding": {"type": "string"},
            "defects": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"code": {"type": "string"}, "line": {"type": "integer"},
                "message": {"type": "string"}}, "required": ["code", "message"]}},
            "defectCount": {"type": "integer", "description": "all, though at most 100 are listed"},
            "feed": {"$ref": "#/$defs/feed"}, "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}}
          }
        },
        "failure": {
          "type": "object", "additionalProperties": false, "required": ["error"], "properties": {
            "file": {"type": "string"},
            "error": {"type": "object", "additionalProperties": false, "properties": {"code": {"type": "string"},
              "message": {"type": "string"}}, "required": ["code", "message"]}
          }
        },
        "text": {"type": "string", "description": "as published"},
        "date": {"type": "string", "description": "RFC 3339 in UTC; as published with --raw"},
        "construct": {
          "type": "object", "additionalProperties": false, "required": ["type", "value"], "properties": {
            "type": {"type": "string", "description": "media type of what was published"},
            "value": {"type": "string",
              "description": "safe HTML when the type is HTML, else text; as published with --raw"},
            "raw": {"type": "string", "description": "as published"}, "language": {"type": "string"},
            "base": {"type": "string", "description": "what references were resolved against"}
          }
        },
        "link": {
          "type": "object", "additionalProperties": false, "required": ["rel"], "properties": {
            "href": {"type": "string"}, "rel": {"type": "string"}, "type": {"type": "string"},
            "hreflang": {"type": "string"}, "title": {"type": "string"}, "length": {"type": "integer"},
            "replies": {"type": "integer"}
          }
        },
        "person": {
          "type": "object", "additionalProperties": false, "properties": {
            "name": {"type": "string"}, "email": {"type": "string"}, "url": {"type": "string"}
          }
        },
        "category": {
          "type": "object", "additionalProperties": false, "required": ["term"], "properties": {
            "term": {"type": "string"}, "scheme": {"type": "string"}, "label": {"type": "string"}
          }
        },
        "named": {
          "type": "object", "additionalProperties": false, "required": ["name", "value"], "properties": {
            "name": {"type": "string", "description": "of the element that said it"}, "value": {"type": "string"}
          }
        },
        "namedDate": {
          "type": "object", "additionalProperties": false, "required": ["name"], "properties": {
            "name": {"type": "string", "description": "of the element that said it"},
            "value": {"$ref": "#/$defs/date"}, "valueText": {"$ref": "#/$defs/text"},
            "start": {"type": "string", "description": "of a period; RFC 3339 in UTC"}, "end": {"type": "string"}
          }
        },
        "image": {
          "type": "object", "additionalProperties": false, "properties": {
            "url": {"type": "string"}, "title": {"type": "string"}, "link": {"type": "string"},
            "description": {"type": "string"}, "width": {"type": "integer"}, "height": {"type": "integer"},
            "time": {"type": "string"}
          }
        },
        "enclosure": {
          "type": "object", "additionalProperties": false, "required": ["url"], "properties": {
            "url": {"type": "string"}, "type": {"type": "string"}, "length": {"type": "integer"},
            "title": {"type": "string"}, "duration": {"$ref": "#/$defs/duration"}, "durationText": {"type": "string"}
          }
        },
        "duration": {"type": ["integer", "string"], "description": "seconds; as published with --raw"},
        "media": {
          "type": "object", "additionalProperties": false, "required": ["url", "role"], "properties": {
            "url": {"type": "string"}, "role": {"enum": ["content", "thumbnail"]}, "type": {"type": "string"},
            "length": {"type": "integer"}, "width": {"type": "integer"}, "height": {"type": "integer"},
            "credit": {"type": "string"},
            \#(mediaProperties)
          }
        },
        "mediaDetails": {
          "type": "object", "additionalProperties": false, "properties": {
            \#(mediaProperties)
          }
        },
        "mediaValue": {
          "type": "object", "additionalProperties": false, "required": ["value"], "properties": {
            "value": {"type": "string"}, "scheme": {"type": "string"}, "role": {"type": "string"}
          }
        },
        "mediaLink": {
          "type": "object", "additionalProperties": false, "properties": {
            "value": {"type": "string"}, "url": {"type": "string"}, "type": {"type": "string"}
          }
        },
        "geometry": {
          "type": "object", "additionalProperties": false, "required": ["type"], "properties": {
            "type": {"enum": ["Point", "LineString", "Polygon", "Box", "Circle"]},
            "coordinates": {"type": "array", "description": "longitude, latitude, elevation, nested as in RFC 7946"},
            "radius": {"type": "number"}, "floor": {"type": "integer"}, "featureName": {"type": "string"},
            "featureType": {"type": "string"}, "relationship": {"type": "string"},
            "referenceSystem": {"type": "string"}
          }
        },
        "discussion": {
          "type": "object", "additionalProperties": false, "properties": {
            "count": {"type": "integer"}, "section": {"type": "string"}, "department": {"type": "string"},
            "hitParade": {"type": "string"}, "postURL": {"type": "string"}, "feedURL": {"type": "string"},
            "inReplyTo": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"id": {"type": "string"}, "url": {"type": "string"}, "type": {"type": "string"},
                "source": {"type": "string"}}}}
          }
        },
        "itunes": {
          "type": "object", "additionalProperties": false, "properties": {
            "author": {"type": "string"}, "title": {"type": "string"}, "subtitle": {"type": "string"},
            "summary": {"type": "string"}, "image": {"type": "string"}, "duration": {"$ref": "#/$defs/duration"},
            "durationText": {"type": "string"}, "explicit": {"type": "boolean"}, "block": {"type": "boolean"},
            "episode": {"type": "string"}, "season": {"type": "string"}, "episodeType": {"type": "string"},
            "order": {"type": "string"}, "isClosedCaptioned": {"type": "boolean"},
            "keywords": {"type": "array", "items": {"type": "string"}},
            "categories": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            "owner": {"$ref": "#/$defs/person"}, "type": {"type": "string"}, "newFeedURL": {"type": "string"},
            "complete": {"type": "boolean"}
          }
        },
        "podcast": {
          "type": "object", "additionalProperties": false, "properties": {
            "guid": {"type": "string"}, "medium": {"type": "string"}, "season": {"type": "string"},
            "seasonName": {"type": "string"}, "episode": {"type": "string"}, "episodeDisplay": {"type": "string"},
            "license": {"type": "string"}, "lockedOwner": {"type": "string"}, "locked": {"type": "boolean"},
            "licenseURL": {"type": "string"},
            "transcripts": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"url": {"type": "string"}, "type": {"type": "string"}, "language": {"type": "string"},
                "rel": {"type": "string"}, "text": {"type": "string"}}}},
            "chapters": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"url": {"type": "string"}, "type": {"type": "string"}, "language": {"type": "string"},
                "rel": {"type": "string"}, "text": {"type": "string"}}}},
            "fundings": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"url": {"type": "string"}, "type": {"type": "string"}, "language": {"type": "string"},
                "rel": {"type": "string"}, "text": {"type": "string"}}}},
            "trailers": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"url": {"type": "string"}, "type": {"type": "string"}, "language": {"type": "string"},
                "rel": {"type": "string"}, "text": {"type": "string"}}}},
            "socialInteractions": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"url": {"type": "string"}, "type": {"type": "string"}, "language": {"type": "string"},
                "rel": {"type": "string"}, "text": {"type": "string"}}}},
            "chapterList": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"start": {"type": "string"}, "title": {"type": "string"}, "link": {"type": "string"},
                "image": {"type": "string"}}}},
            "persons": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"name": {"type": "string"}, "role": {"type": "string"}, "group": {"type": "string"},
                "image": {"type": "string"}, "url": {"type": "string"}}}},
            "locations": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"name": {"type": "string"}, "geo": {"type": "string"}, "osm": {"type": "string"}}}},
            "soundbites": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"start": {"type": "string"}, "duration": {"type": "string"},
                "title": {"type": "string"}}}},
            "alternateEnclosures": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "properties": {"url": {"type": "string"}, "type": {"type": "string"}, "length": {"type": "integer"},
                "title": {"type": "string"}}}}
          }
        },
        "feed": {
          "type": "object", "additionalProperties": false, "required": ["links", "hubs", "dates", "licenses",
            "authors", "contributors", "categories", "dublinCore", "prism", "skipHours", "skipDays"], "properties": {
            "title": {"type": "string", "description": "plain text"}, "titleDetail": {"$ref": "#/$defs/construct"},
            "subtitle": {"type": "string"}, "subtitleDetail": {"$ref": "#/$defs/construct"},
            "info": {"type": "string"}, "infoDetail": {"$ref": "#/$defs/construct"},
            "link": {"type": "string", "description": "the page: the first link of relation alternate, HTML first"},
            "links": {"type": "array", "items": {"$ref": "#/$defs/link"}}, "self": {"type": "string"},
            "hub": {"type": "string", "description": "the first of hubs"},
            "hubs": {"type": "array", "items": {"type": "string"}}, "language": {"type": "string"},
            "published": {"$ref": "#/$defs/date"}, "publishedText": {"$ref": "#/$defs/text"},
            "updated": {"$ref": "#/$defs/date"}, "updatedText": {"$ref": "#/$defs/text"},
            "dates": {"type": "array", "items": {"$ref": "#/$defs/namedDate"}}, "id": {"type": "string"},
            "icon": {"type": "string"}, "logo": {"type": "string"}, "image": {"$ref": "#/$defs/image"},
            "rights": {"type": "string"}, "rightsDetail": {"$ref": "#/$defs/construct"},
            "licenses": {"type": "array", "items": {"type": "string"}}, "generator": {"type": "string"},
            "generatorDetail": {"type": "object", "additionalProperties": false,
              "properties": {"name": {"type": "string"}, "version": {"type": "string"}, "url": {"type": "string"}}},
            "authors": {"type": "array", "items": {"$ref": "#/$defs/person"}},
            "contributors": {"type": "array", "items": {"$ref": "#/$defs/person"}},
            "publisher": {"$ref": "#/$defs/person"}, "managingEditor": {"$ref": "#/$defs/person"},
            "webMaster": {"$ref": "#/$defs/person"},
            "categories": {"type": "array", "items": {"$ref": "#/$defs/category"}},
            "isComplete": {"type": "boolean"}, "isArchive": {"type": "boolean"}, "isExpired": {"type": "boolean"},
            "dublinCore": {"type": "array", "items": {"$ref": "#/$defs/named"}},
            "prism": {"type": "array", "items": {"$ref": "#/$defs/named"}}, "geo": {"$ref": "#/$defs/geometry"},
            "geometries": {"type": "array", "items": {"$ref": "#/$defs/geometry"}},
            "itunes": {"$ref": "#/$defs/itunes"}, "podcast": {"$ref": "#/$defs/podcast"},
            "mediaDetails": {"$ref": "#/$defs/mediaDetails"},
            "cloud": {"type": "object", "additionalProperties": false, "properties": {"domain": {"type": "string"},
              "port": {"type": "string"}, "path": {"type": "string"}, "registerProcedure": {"type": "string"},
                "protocol": {"type": "string"}}},
            "textInput": {"type": "object", "additionalProperties": false,
              "properties": {"title": {"type": "string"}, "name": {"type": "string"},
                "description": {"type": "string"}, "link": {"type": "string"}}},
            "docs": {"type": "string"}, "rating": {"type": "string"}, "errorReportsTo": {"type": "string"},
            "ttl": {"type": "integer", "description": "minutes"},
            "skipHours": {"type": "array", "items": {"type": "integer"}},
            "skipDays": {"type": "array", "items": {"enum": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
              "Friday", "Saturday"]}},
            "updatePeriod": {"type": "string"}, "updateFrequency": {"type": "integer"},
            "updateBase": {"type": "string"}, "updateSeconds": {"type": "integer"}
          }
        },
        "entry": {
          "type": "object", "additionalProperties": false, "required": ["links", "dates", "content", "authors",
            "contributors", "categories", "enclosures", "media", "licenses", "dublinCore", "prism"], "properties": {
            "id": {"type": "string", "description": "as published"}, "idIsPermalink": {"type": "boolean"},
            "title": {"type": "string", "description": "plain text"}, "titleDetail": {"$ref": "#/$defs/construct"},
            "link": {"type": "string"}, "links": {"type": "array", "items": {"$ref": "#/$defs/link"}},
            "originalLink": {"type": "string", "description": "behind a feed proxy"},
            "published": {"$ref": "#/$defs/date"}, "publishedText": {"$ref": "#/$defs/text"},
            "publishedSource": {"enum": ["published", "dublin-core", "updated"]},
            "publishedIsImplausible": {"type": "boolean", "description": "in the future, or before 1990"},
            "updated": {"$ref": "#/$defs/date"}, "updatedText": {"$ref": "#/$defs/text"},
            "created": {"$ref": "#/$defs/date"}, "createdText": {"$ref": "#/$defs/text"},
            "expired": {"$ref": "#/$defs/date"}, "expiredText": {"$ref": "#/$defs/text"},
            "dates": {"type": "array", "items": {"$ref": "#/$defs/namedDate"}},
            "summary": {"type": "string", "description": "the value of summaryDetail"},
            "summaryDetail": {"$ref": "#/$defs/construct"},
            "content": {"type": "array", "items": {"$ref": "#/$defs/construct"}},
            "authors": {"type": "array", "items": {"$ref": "#/$defs/person"}},
            "contributors": {"type": "array", "items": {"$ref": "#/$defs/person"}},
            "publisher": {"$ref": "#/$defs/person"},
            "categories": {"type": "array", "items": {"$ref": "#/$defs/category"}},
            "enclosures": {"type": "array", "items": {"$ref": "#/$defs/enclosure"}},
            "media": {"type": "array", "items": {"$ref": "#/$defs/media"}},
            "mediaDetails": {"$ref": "#/$defs/mediaDetails"}, "thumbnail": {"type": "string"},
            "geo": {"$ref": "#/$defs/geometry"},
            "geometries": {"type": "array", "items": {"$ref": "#/$defs/geometry"}},
            "source": {"type": "object", "additionalProperties": false, "properties": {"title": {"type": "string",
              "description": "plain text"}, "titleDetail": {"$ref": "#/$defs/construct"},
                "subtitle": {"type": "string"}, "subtitleDetail": {"$ref": "#/$defs/construct"},
                  "info": {"type": "string"}, "infoDetail": {"$ref": "#/$defs/construct"},
                    "link": {"type": "string",
                      "description": "the page: the first link of relation alternate, HTML first"},
                        "links": {"type": "array", "items": {"$ref": "#/$defs/link"}}, "self": {"type": "string"},
                          "hub": {"type": "string", "description": "the first of hubs"}, "hubs": {"type": "array",
                            "items": {"type": "string"}}, "language": {"type": "string"},
                              "published": {"$ref": "#/$defs/date"}, "publishedText": {"$ref": "#/$defs/text"},
                                "updated": {"$ref": "#/$defs/date"}, "updatedText": {"$ref": "#/$defs/text"},
                                  "dates": {"type": "array", "items": {"$ref": "#/$defs/namedDate"}},
                                    "id": {"type": "string"}, "icon": {"type": "string"},
                                      "logo": {"type": "string"}, "image": {"$ref": "#/$defs/image"},
                                        "rights": {"type": "string"}, "rightsDetail": {"$ref": "#/$defs/construct"},
                                          "licenses": {"type": "array", "items": {"type": "string"}},
                                            "generator": {"type": "string"}, "generatorDetail": {"type": "object",
                                              "additionalProperties": false,
                                                "properties": {"name": {"type": "string"},
                                                  "version": {"type": "string"}, "url": {"type": "string"}}},
                                                    "authors": {"type": "array",
                                                      "items": {"$ref": "#/$defs/person"}},
                                                        "contributors": {"type": "array",
                                                          "items": {"$ref": "#/$defs/person"}},
                                                            "publisher": {"$ref": "#/$defs/person"},
                                                              "managingEditor": {"$ref": "#/$defs/person"},
                                                                "webMaster": {"$ref": "#/$defs/person"},
                                                                  "categories": {"type": "array",
                                                                    "items": {"$ref": "#/$defs/category"}}},
                                                                      "required": ["links", "hubs", "dates",
                                                                        "licenses", "authors", "contributors",
                                                                          "categories"]},
            "comments": {"type": "string"}, "discussion": {"$ref": "#/$defs/discussion"},
            "rights": {"type": "string"}, "rightsDetail": {"$ref": "#/$defs/construct"},
            "licenses": {"type": "array", "items": {"type": "string"}}, "language": {"type": "string"},
            "dublinCore": {"type": "array", "items": {"$ref": "#/$defs/named"}},
            "prism": {"type": "array", "items": {"$ref": "#/$defs/named"}}, "itunes": {"$ref": "#/$defs/itunes"},
            "podcast": {"$ref": "#/$defs/podcast"},
            "deleted": {"type": "object", "additionalProperties": false,
              "properties": {"when": {"$ref": "#/$defs/date"}, "whenText": {"$ref": "#/$defs/text"},
                "by": {"$ref": "#/$defs/person"}, "comment": {"type": "string"},
                  "commentDetail": {"$ref": "#/$defs/construct"}}}
          }
        }
      }
    }
    """#
}
