#pragma once

#include <stdbool.h>

/// Whether jemalloc serves this process's malloc, with the settings of `allocator.c`.
bool allocator_is_jemalloc(void);
