#pragma once
#include <git2.h>
#include <sys/types.h>
#include <zlib.h>

// Swift cannot call C variadics: one wrapper for each option the Git target sets.

static inline int calends_git_set_cache_object_limit(git_object_t type, size_t bytes) {
    return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, type, bytes);
}

static inline int calends_git_set_cache_max_size(ssize_t bytes) {
    return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}

static inline int calends_git_set_extension(const char *name) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, &name, (size_t)1);
}

static inline int calends_git_set_search_path(git_config_level_t level, const char *path) {
    return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

static inline int calends_git_set_fsync_gitdir(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

static inline int calends_git_set_certificates(const char *file) {
    return git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, (const char *)0);
}

static inline int calends_git_set_strict_hash_verification(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

// Whether `bytes` are one zlib stream with its end, as the file of a loose object must be.
static inline int calends_git_is_whole_zlib_stream(const unsigned char *bytes, size_t count) {
    unsigned char scratch[1 << 15];
    z_stream stream = {0};
    if (inflateInit(&stream) != Z_OK) return 0;
    int result = Z_OK;
    while (result == Z_OK) {
        if (stream.avail_in == 0 && count > 0) {
            stream.avail_in = count > (1u << 30) ? (1u << 30) : (unsigned)count;
            stream.next_in = (unsigned char *)bytes;
            bytes += stream.avail_in;
            count -= stream.avail_in;
        }
        stream.next_out = scratch;
        stream.avail_out = sizeof scratch;
        result = inflate(&stream, Z_NO_FLUSH);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END;
}
