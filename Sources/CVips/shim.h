#pragma once
#include <stddef.h>

// libvips' own headers need GLib's, and of the flags that pkg-config names for those SwiftPM warns at every build. So the
// few declarations in use stand here; a test compiles them together with the real headers, which finds any difference.
//
// Swift cannot call C variadics, and libvips' operations are nothing else: each call Calends makes has a function of its
// own. All answer 0 or an image where they succeed; `vips_error_buffer` says why they did not.

typedef struct _VipsImage VipsImage;

int vips_init(const char *program);
void vips_concurrency_set(int threads);
void vips_cache_set_max(int operations);
void vips_operation_block_set(const char *name, int blocked);
const char *vips_error_buffer(void);
void vips_error_clear(void);
const char *vips_foreign_find_load(const char *path);
VipsImage *vips_image_new_from_file(const char *path, ...) __attribute__((sentinel));
int vips_jpegload(const char *path, VipsImage **out, ...) __attribute__((sentinel));
int vips_avg(VipsImage *in, double *out, ...) __attribute__((sentinel));
int vips_image_get_width(const VipsImage *image);
int vips_image_get_height(const VipsImage *image);
int vips_image_hasalpha(VipsImage *image);
int vips_image_guess_interpretation(const VipsImage *image);
int vips_image_get_format(const VipsImage *image);
unsigned long vips_image_get_typeof(const VipsImage *image, const char *name);
int vips_image_get_int(const VipsImage *image, const char *name, int *out);
void g_object_unref(void *object);

// Values of libvips' enumerations.
enum {
    CVIPS_ACCESS_SEQUENTIAL = 1,
    CVIPS_FAIL_ON_TRUNCATED = 1,
    CVIPS_INTERPRETATION_B_W = 1,
    CVIPS_INTERPRETATION_LAB = 13,
    CVIPS_INTERPRETATION_CMYK = 15,
    CVIPS_INTERPRETATION_RGB = 17,
    CVIPS_INTERPRETATION_LABS = 21,
    CVIPS_INTERPRETATION_SRGB = 22,
    CVIPS_INTERPRETATION_RGB16 = 25,
    CVIPS_INTERPRETATION_GREY16 = 26,
    CVIPS_FORMAT_UCHAR = 0,
    CVIPS_FORMAT_USHORT = 2,
};

#ifdef VIPS_VERSION
#define CVIPS_SAME(ours, theirs) _Static_assert((int)(ours) == (int)(theirs), #theirs)
CVIPS_SAME(CVIPS_ACCESS_SEQUENTIAL, VIPS_ACCESS_SEQUENTIAL);
CVIPS_SAME(CVIPS_FAIL_ON_TRUNCATED, VIPS_FAIL_ON_TRUNCATED);
CVIPS_SAME(CVIPS_INTERPRETATION_B_W, VIPS_INTERPRETATION_B_W);
CVIPS_SAME(CVIPS_INTERPRETATION_LAB, VIPS_INTERPRETATION_LAB);
CVIPS_SAME(CVIPS_INTERPRETATION_CMYK, VIPS_INTERPRETATION_CMYK);
CVIPS_SAME(CVIPS_INTERPRETATION_RGB, VIPS_INTERPRETATION_RGB);
CVIPS_SAME(CVIPS_INTERPRETATION_LABS, VIPS_INTERPRETATION_LABS);
CVIPS_SAME(CVIPS_INTERPRETATION_SRGB, VIPS_INTERPRETATION_sRGB);
CVIPS_SAME(CVIPS_INTERPRETATION_RGB16, VIPS_INTERPRETATION_RGB16);
CVIPS_SAME(CVIPS_INTERPRETATION_GREY16, VIPS_INTERPRETATION_GREY16);
CVIPS_SAME(CVIPS_FORMAT_UCHAR, VIPS_FORMAT_UCHAR);
CVIPS_SAME(CVIPS_FORMAT_USHORT, VIPS_FORMAT_USHORT);
#endif

/// Starts the library with every loader refused but those named here: those that read what cameras, editors and
/// phones write, and that are fuzzed upstream.
static inline int cvips_start(void) {
    // Opening modules and reading configuration happens here, before a hostile file is near.
    if (vips_init("calends-media")) return -1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_operation_block_set("VipsForeignLoad", 1);
    static const char *const loaders[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp",
                                          "VipsForeignLoadHeif", "VipsForeignLoadTiff", "VipsForeignLoadNsgif"};
    for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++) vips_operation_block_set(loaders[i], 0);
    return 0;
}

/// Opens a file to be read once from top to bottom; a file that was cut short fails when the cut is reached.
static inline VipsImage *cvips_open(const char *path) {
    return vips_image_new_from_file(path, "access", CVIPS_ACCESS_SEQUENTIAL, "fail_on", CVIPS_FAIL_ON_TRUNCATED, NULL);
}

/// Opens a JPEG file at an eighth of its width: every byte is decoded, few pixels are made.
static inline VipsImage *cvips_open_jpeg_small(const char *path) {
    VipsImage *image = NULL;
    vips_jpegload(path, &image, "access", CVIPS_ACCESS_SEQUENTIAL, "fail_on", CVIPS_FAIL_ON_TRUNCATED, "shrink", 8,
                  NULL);
    return image;
}

/// The mean of all pixels, which makes each of them.
static inline int cvips_mean(VipsImage *image, double *mean) { return vips_avg(image, mean, NULL); }

static inline void cvips_release(VipsImage *image) { g_object_unref(image); }
