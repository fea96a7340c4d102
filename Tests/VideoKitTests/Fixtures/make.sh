#!/bin/sh
# Makes every fixture anew in the current folder. Needs FFmpeg 5 with libx264, libx265, libvpx and libopus.
#
# Each is what Instagram takes but for one thing. Corners tell how it is turned: red and green above, blue and white below.
set -eu
ff() { ffmpeg -hide_banner -loglevel error -nostdin -y -fflags +bitexact "$@"; }
corners() { # width height rate seconds
    half="$(($1 / 2))x$(($2 / 2))"
    echo "color=red:s=$half:r=$3:d=$4[a];color=lime:s=$half:r=$3:d=$4[b];color=blue:s=$half:r=$3:d=$4[c];" \
        "color=white:s=$half:r=$3:d=$4[d];[a][b]hstack[e];[c][d]hstack[f];[e][f]vstack," \
        "drawbox=x='$1*t/4':y=ih/2-4:w=8:h=8:color=black:t=fill"
}
picture() { echo "-f lavfi -i $(corners 108 192 "${1:-30}" "${2:-3.2}" | tr -d ' ')"; }
tone() { echo "-f lavfi -i sine=f=440:r=${1:-48000}:d=${2:-3.2}"; }
h264="-c:v libx264 -pix_fmt yuv420p -flags +bitexact -flags:a +bitexact -x264-params log=-1"
plain="-movflags +faststart -use_editlist 0"
aac="-c:a aac -b:a 32k -ac 1"

ff $(picture) $(tone) $h264 -bf 0 $aac $plain fine.mp4
ff -i fine.mp4 -c copy -use_editlist 0 last.mp4
ff $(picture) $(tone) $h264 $aac -movflags +faststart delay.mp4
ff $(picture 30 4) $(tone 48000 4) $h264 $aac long.tmp.mp4
ff -ss 0.7 -i long.tmp.mp4 -c copy -movflags +faststart trimmed.mp4
ff -i fine.mp4 -itsoffset 0.5 -i fine.mp4 -map 0:v -map 1:a -c copy -movflags +faststart late.mp4
ff $(picture) $(tone) $h264 $aac -movflags +frag_keyframe+empty_moov fragmented.mp4
ff $(picture) $(tone) $h264 $aac matroska.mkv
ff $(picture) $(tone) -c:v libx265 -x265-params log-level=none:bframes=0 -tag:v hvc1 -pix_fmt yuv420p $aac $plain hevc.mp4
ff $(picture) -c:v libx265 -x265-params log-level=none:bframes=0 -tag:v hvc1 -pix_fmt yuv420p10le $plain hevc10.mp4
ff $(picture) -c:v libx265 -tag:v hvc1 -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc arib-std-b67 \
    -colorspace bt2020nc -vf scale=out_color_matrix=bt2020 \
    -x265-params log-level=none:bframes=0:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc $plain hlg.mp4
ff $(picture) $(tone) -c:v libvpx-vp9 -b:v 100k -cpu-used 8 -c:a libopus -b:a 24k vp9.webm
ff $(picture) -c:v mpeg4 -q:v 8 $plain mpeg4.mp4
ff $(picture) $h264 -pix_fmt yuv420p10le -bf 0 $plain high10.mp4
ff $(picture) $h264 -pix_fmt yuv444p -bf 0 $plain chroma444.mp4
ff $(picture) $h264 -vf "setfield=tff" -flags +ildct+ilme -bf 0 $plain interlaced.mp4
ff $(picture 15) $h264 -bf 0 $plain slow.mp4
ff $(picture 120) $h264 -bf 0 $plain fast.mp4
ff -f lavfi -i "$(corners 1936 240 24 3.1 | tr -d ' ')" $h264 -bf 0 $plain wide.mp4
for turn in 90 180 270; do
    ff -i fine.mp4 -c copy -metadata:s:v rotate=$turn $plain turned$turn.mp4
done
ff $(picture) $h264 -vf setsar=2 -bf 0 $plain anamorphic.mp4
ff -i fine.mp4 $(tone 8000) -map 0:v -map 1:a -c:v copy -c:a pcm_s16le $plain pcm.mov
ff -i fine.mp4 -c:v copy -c:a libmp3lame -b:a 32k $plain mp3.mp4
ff -i fine.mp4 $(tone 96000) -map 0:v -map 1:a -c:v copy $aac $plain rate96.mp4
ff -i fine.mp4 -c:v copy -c:a aac -b:a 64k -af "pan=5.1|FL=c0|FR=c0" $plain surround.mp4
ff -i fine.mp4 -map 0:v -c copy $plain silent.mp4
ff $(picture 30 1) $h264 -bf 0 $plain short.mp4
ff -f lavfi -i color=red:s=64x96:r=24:d=61 $h264 -bf 0 $plain long.mp4
ff -i fine.mp4 -map 0:a -c copy $plain sound.mp4
ff -f lavfi -i color=red:s=64x96 -frames:v 1 -c:v mjpeg $plain still.mp4
ff -i fine.mp4 -c copy -metadata location=+48.8584+002.2945/ -movflags +faststart -use_editlist 0 place.mp4
ff -i fine.mp4 -c copy -f mov -metadata com.apple.quicktime.location.ISO6709=+48.8584+002.2945+030.000/ \
    -movflags +faststart+use_metadata_tags -use_editlist 0 phone.mov
rm -f *.tmp.mp4
