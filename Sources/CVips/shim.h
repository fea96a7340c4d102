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
int vips_thumbnail(const char *path, VipsImage **out, int width, ...) __attribute__((sentinel));
int vips_thumbnail_image(VipsImage *in, VipsImage **out, int width, ...) __attribute__((sentinel));
int vips_flatten(VipsImage *in, VipsImage **out, ...) __attribute__((sentinel));
int vips_colourspace(VipsImage *in, VipsImage **out, int space, ...) __attribute__((sentinel));
int vips_cast(VipsImage *in, VipsImage **out, int format, ...) __attribute__((sentinel));
int vips_extract_area(VipsImage *in, VipsImage **out, int left, int top, int width, int height, ...)
    __attribute__((sentinel));
int vips_smartcrop(VipsImage *in, VipsImage **out, int width, int height, ...) __attribute__((sentinel));
int vips_embed(VipsImage *in, VipsImage **out, int x, int y, int width, int height, ...) __attribute__((sentinel));
int vips_insert(VipsImage *main, VipsImage *sub, VipsImage **out, int x, int y, ...) __attribute__((sentinel));
int vips_gaussblur(VipsImage *in, VipsImage **out, double sigma, ...) __attribute__((sentinel));
int vips_jpegsave(VipsImage *in, const char *path, ...) __attribute__((sentinel));
VipsImage *vips_image_copy_memory(VipsImage *image);
VipsImage *vips_image_new_from_memory_copy(const void *data, size_t size, int width, int height, int bands, int format);
typedef struct _VipsArrayDouble VipsArrayDouble;
VipsArrayDouble *vips_array_double_new(const double *array, int n);
typedef struct _VipsArea VipsArea;
void vips_area_unref(VipsArea *area);
int vips_image_get_blob(const VipsImage *image, const char *name, const void **data, size_t *size);
int vips_image_get_bands(const VipsImage *image);
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
    CVIPS_FAIL_ON_WARNING = 3,
    CVIPS_SIZE_FORCE = 3,
    CVIPS_INTERESTING_ATTENTION = 3,
    CVIPS_EXTEND_BACKGROUND = 5,
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
CVIPS_SAME(CVIPS_FAIL_ON_WARNING, VIPS_FAIL_ON_WARNING);
CVIPS_SAME(CVIPS_SIZE_FORCE, VIPS_SIZE_FORCE);
CVIPS_SAME(CVIPS_INTERESTING_ATTENTION, VIPS_INTERESTING_ATTENTION);
CVIPS_SAME(CVIPS_EXTEND_BACKGROUND, VIPS_EXTEND_BACKGROUND);
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

/// Opens a JPEG file at a part of its width, 1 to 1/8: every byte is decoded, few pixels are made.
static inline VipsImage *cvips_open_jpeg_small(const char *path, int shrink, int fail_on) {
    VipsImage *image = NULL;
    vips_jpegload(path, &image, "access", CVIPS_ACCESS_SEQUENTIAL, "fail_on", fail_on, "shrink", shrink, NULL);
    return image;
}

/// The mean of all pixels, which makes each of them.
static inline int cvips_mean(VipsImage *image, double *mean) { return vips_avg(image, mean, NULL); }

/// The picture turned upright and scaled to exactly this size, its colours by its profile or, without one, as they are;
/// decoders are asked for few pixels.
///
/// A profile to export to is named only where there is one to import from: else libvips (8.14) takes the colours through
/// Lab under two different whites, and blue comes out violet. CMYK without a profile has libvips' own.
static inline VipsImage *cvips_thumbnail(const char *path, int width, int height, int fail_on) {
    VipsImage *header = vips_image_new_from_file(path, "access", CVIPS_ACCESS_SEQUENTIAL, NULL);
    if (header == NULL) return NULL;
    int is_cmyk = vips_image_guess_interpretation(header) == (int)CVIPS_INTERPRETATION_CMYK;
    int has_profile = vips_image_get_typeof(header, "icc-profile-data") != 0;
    int is_coloured = vips_image_get_bands(header) >= 3;
    g_object_unref(header);
    VipsImage *out = NULL;
    if (is_cmyk || (has_profile && !is_coloured))
        vips_thumbnail(path, &out, width, "height", height, "size", CVIPS_SIZE_FORCE, "export_profile", "srgb",
                       "fail_on", fail_on, NULL);
    else if (has_profile)
        // One that is of no use for the picture is passed over for sRGB.
        vips_thumbnail(path, &out, width, "height", height, "size", CVIPS_SIZE_FORCE, "import_profile", "srgb",
                       "export_profile", "srgb", "fail_on", fail_on, NULL);
    else
        vips_thumbnail(path, &out, width, "height", height, "size", CVIPS_SIZE_FORCE, "fail_on", fail_on, NULL);
    return out;
}

/// A picture in sRGB that is open already, scaled to exactly this size.
static inline VipsImage *cvips_thumbnail_image(VipsImage *in, int width, int height) {
    VipsImage *out = NULL;
    vips_thumbnail_image(in, &out, width, "height", height, "size", CVIPS_SIZE_FORCE, NULL);
    return out;
}

/// The picture over a colour of three components, without transparency.
static inline VipsImage *cvips_flatten(VipsImage *in, const double *colour, int bands) {
    VipsImage *out = NULL;
    VipsArrayDouble *background = vips_array_double_new(colour, bands);
    vips_flatten(in, &out, "background", background, NULL);
    vips_area_unref((VipsArea *)background);
    return out;
}

/// The picture in sRGB, eight bits a component.
static inline VipsImage *cvips_srgb(VipsImage *in) {
    VipsImage *srgb = NULL;
    if (vips_colourspace(in, &srgb, CVIPS_INTERPRETATION_SRGB, NULL)) return NULL;
    VipsImage *out = NULL;
    vips_cast(srgb, &out, CVIPS_FORMAT_UCHAR, NULL);
    g_object_unref(srgb);
    return out;
}

static inline VipsImage *cvips_crop(VipsImage *in, int left, int top, int width, int height) {
    VipsImage *out = NULL;
    vips_extract_area(in, &out, left, top, width, height, NULL);
    return out;
}

/// The part that draws the eye.
static inline VipsImage *cvips_crop_by_attention(VipsImage *in, int width, int height) {
    VipsImage *out = NULL;
    vips_smartcrop(in, &out, width, height, "interesting", CVIPS_INTERESTING_ATTENTION, NULL);
    return out;
}

/// The picture in a larger one of a colour.
static inline VipsImage *cvips_embed(VipsImage *in, int x, int y, int width, int height, const double *colour,
                                     int bands) {
    VipsImage *out = NULL;
    VipsArrayDouble *background = vips_array_double_new(colour, bands);
    vips_embed(in, &out, x, y, width, height, "extend", CVIPS_EXTEND_BACKGROUND, "background", background, NULL);
    vips_area_unref((VipsArea *)background);
    return out;
}

/// The picture laid over another.
static inline VipsImage *cvips_insert(VipsImage *under, VipsImage *over, int x, int y) {
    VipsImage *out = NULL;
    vips_insert(under, over, &out, x, y, NULL);
    return out;
}

static inline VipsImage *cvips_blur(VipsImage *in, double sigma) {
    VipsImage *out = NULL;
    vips_gaussblur(in, &out, sigma, NULL);
    return out;
}

/// Writes a baseline JPEG without metadata; colour is kept at full resolution from quality 90 on.
static inline int cvips_save_jpeg(VipsImage *in, const char *path, int quality) {
    return vips_jpegsave(in, path, "Q", quality, "optimize_coding", 1, "strip", 1, NULL);
}

static inline void cvips_release(VipsImage *image) { g_object_unref(image); }
