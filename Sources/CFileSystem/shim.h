#ifndef CALENDS_FILE_SYSTEM_H
#define CALENDS_FILE_SYSTEM_H

#include <linux/magic.h>
#include <sys/vfs.h>

/// Which kind of file system an open file is on, as linux/magic.h numbers them; 0 where the system does not say.
static inline unsigned long calends_file_system(int file) {
    struct statfs facts;
    return fstatfs(file, &facts) == 0 ? (unsigned long)facts.f_type : 0;
}

#endif
