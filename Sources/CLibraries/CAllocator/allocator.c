// Makes jemalloc this program's malloc and says how it is to keep memory (jemalloc(3), TUNING).
//
// Reading, tagging and storing allocate many small blocks on all cores, which glibc's arenas serve slower. Two arenas and
// small caches bound what freed memory is kept, and a tenth of a second bounds for how long.
#include "CAllocator.h"

#include <jemalloc/jemalloc.h>
#include <stddef.h>

const char *malloc_conf = "narenas:2,tcache_max:4096,dirty_decay_ms:100,muzzy_decay_ms:0";

bool allocator_is_jemalloc(void) {
  unsigned arenas = 0;
  size_t size = sizeof arenas;
  return mallctl("opt.narenas", &arenas, &size, NULL, 0) == 0 && arenas == 2;
}
