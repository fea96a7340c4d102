#!/bin/sh
# Makes every fixture anew in the current folder. Needs ImageMagick 6.9 (with HEIC support), FFmpeg 5 and Python 3.
set -eu
ff() { ffmpeg -hide_banner -loglevel error -y "$@"; }
picture="-size 64x48 gradient:red-blue"
convert $picture -strip baseline.jpg
convert $picture -strip -interlace JPEG progressive.jpg
convert $picture -strip -colorspace CMYK cmyk.jpg
convert $picture -strip -colorspace Gray gray.jpg
convert $picture -strip -depth 8 PNG24:rgb8.png
convert $picture -strip -interlace PNG PNG64:rgba16.png
convert $picture -strip -colors 16 PNG8:indexed.png
convert $picture -strip -colorspace Gray -depth 8 -define png:color-type=0 gray.png
convert $picture still.gif
convert -delay 10 $picture $picture -loop 0 animated.gif
convert $picture -quality 50 lossy.webp
convert -size 64x48 'xc:rgba(255,0,0,0.5)' -define webp:lossless=true lossless.webp
convert $picture -strip -quality 30 photo.heic
convert $picture -strip -quality 30 photo.avif
convert $picture -strip -compress LZW photo.tiff
convert $picture -strip BMP3:photo.bmp
ff -f lavfi -i color=red:s=64x48:r=10 -frames:v 3 -plays 0 -f apng animated.png
ff -f lavfi -i testsrc=s=64x48:r=10 -frames:v 3 -loop 0 -c:v libwebp_anim animated.webp

video="-f lavfi -i color=red:s=64x96:r=30:d=1"
audio="-f lavfi -i anullsrc=r=48000:cl=stereo:d=1"
ff $video $audio -c:v libx264 -pix_fmt yuv420p -bf 0 -c:a aac -b:a 128k -movflags +faststart -use_editlist 0 -shortest reel.mp4
ff $video $audio -c:v libx264 -pix_fmt yuv420p -c:a aac -shortest edits.mp4
ff $video -c:v libx264 -pix_fmt yuv422p -profile:v high422 -use_editlist 0 chroma422.mp4
ff $video -c:v libx265 -x265-params log-level=none -tag:v hvc1 -pix_fmt yuv420p10le hevc.mp4
ff $video -c:v libx264 -pix_fmt yuv420p -movflags +frag_keyframe+empty_moov fragmented.mp4
ff $video $audio -c:v libx264 -pix_fmt yuv420p -c:a aac -ac 1 -shortest camera.mov
ff $video -c:v prores_ks -t 0.1 prores.mov
ff $video -c:v libaom-av1 -cpu-used 8 -t 0.2 av1.mp4
ff $video $audio -c:v libvpx-vp9 -c:a libopus -shortest clip.webm
ff $video -c:v libx264 -pix_fmt yuv420p clip.mkv
ff $audio -c:a aac sound.m4a
ff -i reel.mp4 -c copy -metadata:s:v rotate=90 turned.mp4
ff -f lavfi -i color=red:s=64x48:r=30:d=1 -vf "setfield=tff" -flags +ildct+ilme -c:v libx264 -pix_fmt yuv420p interlaced.mp4
ff -f lavfi -i "color=red:s=64x48:r=30:d=1" -vf "settb=1/1000,setpts=if(mod(N\,3)\,PTS\,PTS+10)" -enc_time_base 1/1000 -fps_mode vfr -c:v libx264 variable.mp4
python3 - <<'PYTHON'
import struct
jpeg = open("baseline.jpg", "rb").read()
def directory(*entries):
    body = b"".join(struct.pack(">HHII", tag, kind, count, value) for tag, kind, count, value in entries)
    return b"MM\0*" + struct.pack(">IH", 8, len(entries)) + body + bytes(4)
def segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
turned = segment(0xE1, b"Exif\0\0" + directory((0x0112, 3, 1, 6 << 16)))
open("turned.jpg", "wb").write(jpeg[:2] + turned + jpeg[2:])
pair = segment(0xE2, b"MPF\0" + directory((0xB000, 7, 4, 0x30313030), (0xB001, 4, 1, 2)))
open("pair.mpo", "wb").write(jpeg[:2] + pair + jpeg[2:] + jpeg)
open("pointer.jpg", "w").write(
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n")
PYTHON
