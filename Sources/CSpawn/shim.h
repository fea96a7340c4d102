#pragma once
#include <spawn.h>

// What glibc declares under _GNU_SOURCE alone, which Swift's Glibc module is built without.

int pipe2(int descriptors[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
