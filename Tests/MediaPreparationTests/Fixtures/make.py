"""Makes every fixture anew in the current folder. Needs Pillow 11."""

import zlib, struct
from PIL import Image, ImageCms, ImageDraw

# Four quarters of different grey, so that it shows how a picture was turned.
corners = Image.new("L", (64, 48))
draw = ImageDraw.Draw(corners)
for (x, y), grey in {(0, 0): 0, (32, 0): 80, (0, 24): 160, (32, 24): 240}.items():
    draw.rectangle([x, y, x + 31, y + 23], fill=grey)
corners.convert("RGB").save("corners.jpg", quality=95)

# Four quarters of colours at the edge of sRGB, without a profile and with one that says the same.
colours = Image.new("RGB", (64, 48))
draw = ImageDraw.Draw(colours)
for (x, y), colour in {(0, 0): "#00f", (32, 0): "#f00", (0, 24): "#0f0", (32, 24): "#808080"}.items():
    draw.rectangle([x, y, x + 31, y + 23], fill=colour)
colours.save("colours.png", optimize=True)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
colours.save("colours-srgb.png", optimize=True, icc_profile=profile)

# A hundred megapixels in a few kilobytes.
def png(name, width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width // 8)) for _ in range(height)) + packer.flush()
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)))
        file.write(chunk(b"IDAT", rows) + chunk(b"IEND", b""))

png("hundred-megapixels.png", 10_000, 10_000)
png("bomb.png", 20_000, 20_000)

# Smaller than an eighth of anything.
Image.new("RGB", (3, 2), (200, 120, 40)).save("speck.jpg", quality=50, optimize=True)
