#!/bin/sh
# Makes the media beside it: what Instagram and Facebook take, as small as can be.
set -eu
cd "$(dirname "$0")"
convert -size 32x40 xc:'#a3341f' -quality 60 -strip picture.jpg
convert -size 40x32 xc:'#4f6050' -quality 60 -strip other.jpg
convert -size 32x40 xc:'#a3341f' -strip picture.png
ffmpeg -v error -y -f lavfi -i color=c=teal:size=36x64:rate=24:duration=3.5 -c:v libx264 -preset veryslow -crf 40 \
    -pix_fmt yuv420p -movflags +faststart -bitexact film.mp4
# What Facebook takes as a reel or story of a Page: 9:16, 540 by 960 at least.
ffmpeg -v error -y -f lavfi -i color=c=teal:size=540x960:rate=24:duration=3.5 -c:v libx264 -preset veryslow -crf 51 \
    -g 250 -pix_fmt yuv420p -movflags +faststart -bitexact reel.mp4
