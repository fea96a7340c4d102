#pragma once
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/dict.h>
#include <libavutil/display.h>
#include <libavutil/error.h>
#include <libavutil/log.h>
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>

// Swift imports no macro that computes: each that the VideoKit target needs gets a constant.

static const int calends_av_error_again = AVERROR(EAGAIN);
static const int calends_av_error_memory = AVERROR(ENOMEM);
static const int calends_av_error_argument = AVERROR(EINVAL);
static const int calends_av_error_end = AVERROR_EOF;
static const int calends_av_error_invalid = AVERROR_INVALIDDATA;
static const int64_t calends_av_no_time = AV_NOPTS_VALUE;
static const int calends_av_error_later = AVERROR_PATCHWELCOME;
static const int calends_av_strict = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;
static const int calends_av_write = AVIO_FLAG_WRITE;
