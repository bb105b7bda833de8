"""What a browser sees whose camera is a file."""

from pathlib import Path

import segno


def film(folder: Path, text: str) -> Path:
    """A film of that code as a camera sees it: YUV4MPEG2, 640 × 480, grey."""
    width, height, path = 640, 480, folder / "code.y4m"
    code = segno.make(text, error="m", micro=False)
    size = code.symbol_size(scale=8, border=4)[0]
    left, top = (width - size) // 2, (height - size) // 2
    grey = [bytearray(b"\xeb" * width) for _ in range(height)]
    for y, row in enumerate(code.matrix_iter(scale=8, border=4)):
        for x, is_dark in enumerate(row):
            grey[top + y][left + x] = 0x10 if is_dark else 0xEB
    frame = b"FRAME\n" + b"".join(grey) + b"\x80" * (width * height // 2)
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 5)
    return path
