#ifndef CALENDS_RENAME_H
#define CALENDS_RENAME_H

#include <sys/syscall.h>
#include <unistd.h>

/// Lets two paths change places, in one step that a crash cannot cut in two: renameat2(2) with RENAME_EXCHANGE.
static inline int calends_exchange(int folder, const char *first, const char *second) {
    return (int)syscall(SYS_renameat2, folder, first, folder, second, 2u);
}

#endif
