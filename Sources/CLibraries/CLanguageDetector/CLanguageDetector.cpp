#include "CLanguageDetector.h"

#include <cstdio>  // compact_lang_det.h uses FILE without it.
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace {

const language_detection kUndetermined = {"un", 0, 0};

// CLD2 looks some bytes ahead of where it reads, so it is given a copy with zeros behind it.
const size_t kPadding = 64;

size_t whole_characters(const char *text, size_t length) {
  if (length <= LANGUAGE_DETECTION_BYTES) return length;
  size_t end = LANGUAGE_DETECTION_BYTES;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) end -= 1;
  return end;
}

language_detection detect(const char *buffer, int length, int *valid) {
  CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3], letter_bytes = 0;
  double scores[3];
  bool is_reliable = false;
  CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      buffer, length, true, &hints, 0, languages, percents, scores, nullptr, &letter_bytes, &is_reliable, valid);
  if (*valid < length || language == CLD2::UNKNOWN_LANGUAGE) return kUndetermined;
  language_detection result = {CLD2::LanguageCode(language), 0, is_reliable ? 1 : 0};
  for (int index = 0; index < 3; index += 1) {
    if (languages[index] == language) result.percent = percents[index];
  }
  return result;
}

}  // namespace

extern "C" language_detection language_detect(const char *text, size_t length) {
  if (text == nullptr || length == 0) return kUndetermined;
  char buffer[LANGUAGE_DETECTION_BYTES + kPadding];
  size_t kept = whole_characters(text, length);
  std::memcpy(buffer, text, kept);
  std::memset(buffer + kept, 0, sizeof buffer - kept);
  try {
    int valid = 0;
    language_detection result = detect(buffer, static_cast<int>(kept), &valid);
    if (valid < 0 || static_cast<size_t>(valid) >= kept) return result;
    std::memset(buffer + valid, 0, sizeof buffer - static_cast<size_t>(valid));
    int length_of_valid = valid;
    return detect(buffer, length_of_valid, &valid);
  } catch (...) {  // Nothing but a lack of memory.
    return kUndetermined;
  }
}
