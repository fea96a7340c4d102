// Loaded into calends by CrashShim.swift, which says what it is for.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL

static atomic_int steps;
static int last;
static int64_t speed = 1, begin, epoch;

static int64_t shown(clockid_t clock) {
    struct timespec t;
    syscall(SYS_clock_gettime, clock, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

static int64_t real(void) { return shown(CLOCK_MONOTONIC); }

static int number(const char *name, int usual) {
    const char *text = getenv(name);
    return text ? atoi(text) : usual;
}

__attribute__((constructor)) static void start(void) {
    last = number("DIES_AT_STEP", 0);
    speed = number("CLOCK_SPEED", 1);
    epoch = (int64_t) number("CLOCK_EPOCH", 0) * SECOND;
    begin = real();
}

__attribute__((destructor)) static void finish(void) {
    const char *path = getenv("STEP_COUNT_FILE");
    int count = steps;
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) fprintf(file, "%d", count), fclose(file);
}

static void step(void) {
    if (atomic_fetch_add(&steps, 1) + 1 == last) kill(getpid(), SIGKILL), pause();
}

#define ORIGINAL(name) ((__typeof__(name) *) dlsym(RTLD_NEXT, #name))

#define STEP_BEFORE(result, name, parameters, arguments) \
    result name parameters { \
        step(); \
        return ORIGINAL(name) arguments; \
    }
STEP_BEFORE(int, renameat, (int f, const char *a, int g, const char *b), (f, a, g, b))
STEP_BEFORE(int, rename, (const char *a, const char *b), (a, b))
STEP_BEFORE(int, link, (const char *a, const char *b), (a, b))
STEP_BEFORE(int, unlink, (const char *path), (path))
STEP_BEFORE(int, unlinkat, (int f, const char *path, int flags), (f, path, flags))
STEP_BEFORE(int, mkdir, (const char *path, mode_t mode), (path, mode))
STEP_BEFORE(int, mkdirat, (int f, const char *path, mode_t mode), (f, path, mode))
STEP_BEFORE(int, ftruncate, (int f, off_t size), (f, size))

#define OPENING(name, parameters, arguments) \
    int name parameters { \
        va_list list; \
        va_start(list, flags); \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0; \
        va_end(list); \
        if (flags & O_CREAT) step(); \
        return ORIGINAL(name) arguments; \
    }
OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int f, const char *path, int flags, ...), (f, path, flags, mode))
OPENING(openat64, (int f, const char *path, int flags, ...), (f, path, flags, mode))

static int is_plain(int file) {
    struct stat facts;
    return file > 2 && fstat(file, &facts) == 0 && S_ISREG(facts.st_mode);
}

ssize_t write(int file, const void *bytes, size_t count) {
    if (!is_plain(file)) return ORIGINAL(write)(file, bytes, count);
    step();
    if (count < 2) return ORIGINAL(write)(file, bytes, count);
    ssize_t half = ORIGINAL(write)(file, bytes, count / 2);
    if (half < 0) return half;
    step();
    ssize_t rest = ORIGINAL(write)(file, (const char *) bytes + half, count - half);
    return rest < 0 ? half : half + rest;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
    step();
    return ORIGINAL(pwrite)(file, bytes, count, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
    step();
    return ORIGINAL(pwrite64)(file, bytes, count, place);
}

ssize_t send(int socket, const void *bytes, size_t count, int flags) {
    step();
    ssize_t answer = ORIGINAL(send)(socket, bytes, count, flags);
    step();
    return answer;
}

static int is_monotonic(clockid_t clock) { return clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME; }

int clock_gettime(clockid_t clock, struct timespec *t) {
    int64_t now;
    if (is_monotonic(clock)) {
        now = begin + (real() - begin) * speed;
    } else if (epoch && clock == CLOCK_REALTIME) {
        now = epoch + (shown(clock) - epoch) * speed;
    } else {
        return syscall(SYS_clock_gettime, clock, t);
    }
    t->tv_sec = now / SECOND, t->tv_nsec = now % SECOND;
    return 0;
}

time_t time(time_t *answer) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (answer) *answer = t.tv_sec;
    return t.tv_sec;
}

int gettimeofday(struct timeval *restrict answer, void *restrict zone) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    answer->tv_sec = t.tv_sec, answer->tv_usec = t.tv_nsec / 1000;
    return 0;
}

static clockid_t clocks[1024];

int timerfd_create(int clock, int flags) {
    int file = syscall(SYS_timerfd_create, is_monotonic(clock) ? CLOCK_MONOTONIC : clock, flags);
    if (file >= 0 && file < 1024) clocks[file] = clock;
    return file;
}

int timerfd_settime(int file, int flags, const struct itimerspec *given, struct itimerspec *old) {
    struct itimerspec set = *given;
    int64_t time = set.it_value.tv_sec * SECOND + set.it_value.tv_nsec;
    if (time && file < 1024 && is_monotonic(clocks[file])) {
        time = flags & TFD_TIMER_ABSTIME ? begin + (time - begin) / speed : time / speed;
        if (time < 1) time = 1;
        set.it_value.tv_sec = time / SECOND, set.it_value.tv_nsec = time % SECOND;
    }
    return syscall(SYS_timerfd_settime, file, flags, &set, old);
}
