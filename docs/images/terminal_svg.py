#!/usr/bin/env python3
"""Terminal output with colours (standard input) as an SVG picture (standard output): makes ranking.svg.

    script -qec './dev demo' typescript
    python3 docs/images/terminal_svg.py '2024年5月' '平衡校验' < typescript > docs/images/ranking.svg

The two words are where the picture begins and ends: the first line that holds the first, the last line that holds the
second. Words are placed one by one at the column they have on the terminal, so the table stays straight with whatever
Chinese font the reader has.
"""
import re
import sys
import unicodedata
from html import escape

CELL, LINE, SIZE, MARGIN = 8.4, 21, 14, 16
COLOURS = {"31": "#ff7b72", "33": "#e3b341", "2": "#7d8590"}


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pieces(line):
    """(text, style) runs of one line."""
    style = ""
    for part in re.split(r"(\033\[[0-9;]*m)", line):
        code = re.fullmatch(r"\033\[([0-9;]*)m", part)
        if code is None:
            yield part, style
        elif code[1] in ("", "0"):
            style = ""
        elif code[1] == "1":
            style += ' font-weight="bold"'
        else:
            style += f' fill="{COLOURS.get(code[1], "#e6edf3")}"'


def words(line):
    """(first column, text, style) of words that two or more blanks separate."""
    column = 0
    for text, style in pieces(line):
        for word in re.finditer(r"\S+(?: \S+)*", text):
            yield column + width(text[: word.start()]), word[0], style
        column += width(text)


def cropped(lines, first, last):
    begin = next(i for i, line in enumerate(lines) if first in line)
    end = max(i for i, line in enumerate(lines) if last in line)
    return lines[begin : end + 1]


def main():
    text = sys.stdin.read().replace("\033[K", "").replace("\r\n", "\n")
    lines = [line.split("\r")[-1] for line in text.split("\n")]  # the progress bar writes over itself
    lines = cropped(lines, sys.argv[1], sys.argv[2])
    plain = [re.sub(r"\033\[[0-9;]*m", "", line) for line in lines]
    wide = max(map(width, plain)) * CELL + 2 * MARGIN
    high = len(lines) * LINE + 2 * MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
          f'width="{wide:.0f}" height="{high:.0f}" font-size="{SIZE}" fill="#e6edf3" '
          'font-family="\'Sarasa Mono SC\',\'Noto Sans Mono CJK SC\',\'WenQuanYi Micro Hei Mono\',Menlo,Consolas,'
          '\'PingFang SC\',\'Microsoft YaHei\',monospace">')
    print(f'<rect width="{wide:.0f}" height="{high:.0f}" rx="8" fill="#0d1117"/>')
    for row, line in enumerate(lines):
        y = MARGIN + row * LINE + SIZE
        for column, word, style in words(line):
            left = MARGIN + column * CELL
            if set(word) == {"-"} and len(word) > 3:
                print(f'<path d="M{left:.1f} {y - 5}h{len(word) * CELL:.1f}" stroke="#30363d"/>')
            elif re.fullmatch(r"[-+]?[0-9][0-9,.]*|-", word):  # numbers keep their right end
                print(f'<text x="{left + width(word) * CELL:.1f}" y="{y}" text-anchor="end"{style}>{word}</text>')
            else:
                print(f'<text x="{left:.1f}" y="{y}"{style}>{escape(word)}</text>')
    print("</svg>")


if __name__ == "__main__":
    main()
