#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Most bytes of a text that are looked at.
#define LANGUAGE_DETECTION_BYTES 2048

/// What CLD2 says of a text.
typedef struct {
  /// CLD2's code, as `en`, `zh-Hant`, `iw`; `un` when it cannot tell. Points to static storage.
  const char *code;
  /// Share of the text's letters in that language, 0 to 100.
  int percent;
  /// Whether CLD2 finds the language much more probable than the next one.
  int is_reliable;
} language_detection;

/// Detects the language of plain UTF-8 text with CLD2 (compact_lang_det.h).
///
/// Reads at most `length` bytes and at most LANGUAGE_DETECTION_BYTES, up to the last whole character; what follows bytes
/// that are not UTF-8 or characters that must not be interchanged is not looked at. Safe on any number of threads.
language_detection language_detect(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
