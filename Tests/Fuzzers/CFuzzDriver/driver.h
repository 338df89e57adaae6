// libFuzzer's entry for programs that have their own `main`; compiler-rt installs no header that declares it.
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));
