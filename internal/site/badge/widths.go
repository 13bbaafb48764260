package badge

import "unicode"

// em is the unit of the widths: so many make the size of the font.
const em = 2048

// size is that of the font in pixels.
const size = 11

// The widths of the letters of Verdana, the first of the fonts that a badge asks for. Where
// another one is used, textLength makes a text as wide. 0 is not known.

// ascii are those from space to tilde.
var ascii = [...]int16{
	720, 806, 940, 1676, 1302, 2204, 1488, 550, 930, 930, 1302, 1676, 745, 930, 745, 930, // space to /
	1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 930, 930, 1676, 1676, 1676, 1117, // 0 to ?
	2048, 1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, 1532, 1612, // @ to O
	1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403, 930, 930, 930, 1676, 1302, // P to _
	1302, 1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562, 705, 1212, 562, 1992, 1296, 1243, // ` to o
	1276, 1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, 1300, 930, 1300, 1676, // p to ~
}

// latin are those of Latin letters with marks, from U+00A0 to U+017F.
var latin = [...]int16{
	721, 806, 1301, 1301, 1301, 1301, 931, 1301, 1301, 2048, 1117, 1320, 1676, 0, 2048, 1301, // U+00A0
	1110, 1676, 1110, 1110, 1301, 1314, 1301, 745, 1301, 1110, 1117, 1320, 2048, 2048, 2048, 1117, // U+00B0
	1400, 1400, 1400, 1400, 1400, 1400, 2016, 1430, 1296, 1296, 1296, 1296, 862, 862, 862, 862, // U+00C0
	1588, 1532, 1612, 1612, 1612, 1612, 1612, 1676, 1612, 1499, 1499, 1499, 1499, 1260, 1240, 1270, // U+00D0
	1231, 1231, 1231, 1231, 1231, 1231, 1957, 1067, 1219, 1219, 1219, 1219, 562, 562, 562, 562, // U+00E0
	1253, 1296, 1244, 1244, 1244, 1244, 1244, 1676, 1244, 1296, 1296, 1296, 1296, 1212, 1275, 0, // U+00F0
	1400, 1231, 1400, 1231, 1400, 1231, 1430, 1067, 1430, 1067, 1430, 1067, 1430, 1067, 1579, 1326, // U+0100
	1588, 1275, 1296, 1219, 1296, 1219, 1296, 1219, 1296, 1219, 1296, 1219, 1588, 1275, 1588, 1275, // U+0110
	1588, 1275, 1588, 1275, 1540, 1296, 1540, 1296, 862, 562, 862, 562, 862, 562, 862, 562, // U+0120
	862, 562, 1784, 1257, 931, 706, 1419, 1212, 1212, 1139, 562, 1139, 562, 1139, 605, 1139, // U+0130
	938, 1151, 583, 1532, 1296, 1532, 1296, 1532, 1296, 1497, 1532, 1296, 1612, 1244, 1612, 1244, // U+0140
	1612, 1244, 2191, 2011, 1424, 873, 1424, 873, 1424, 873, 1400, 1067, 1400, 1067, 1400, 1067, // U+0150
	1400, 1067, 1262, 806, 1262, 806, 1262, 806, 1499, 1296, 1499, 1296, 1499, 1290, 1499, 1296, // U+0160
	1499, 1296, 1499, 1290, 2026, 1676, 1260, 1212, 1260, 1404, 1076, 1404, 1076, 1404, 1076, 0, // U+0170
}

// greek are those of Greek letters, from U+0370 to U+03FF.
var greek = [...]int16{
	858, 680, 1203, 957, 681, 681, 1476, 1188, 2048, 2048, 681, 909, 909, 909, 931, 681, // U+0370
	2048, 2048, 2048, 2048, 1301, 1301, 1400, 931, 1538, 1782, 1106, 2048, 1804, 2048, 1543, 1858, // U+0380
	562, 1400, 1404, 1160, 1439, 1296, 1404, 1540, 1612, 862, 1419, 1404, 1726, 1532, 1329, 1612, // U+0390
	1540, 1234, 2048, 1378, 1262, 1260, 1677, 1404, 1784, 1676, 862, 1260, 1275, 1050, 1296, 562, // U+03A0
	1292, 1275, 1270, 1212, 1246, 1050, 936, 1296, 1277, 562, 1212, 1212, 1311, 1212, 1030, 1244, // U+03B0
	1305, 1281, 1041, 1290, 1017, 1292, 1618, 1208, 1683, 1666, 562, 1292, 1244, 1292, 1666, 1160, // U+03C0
	1043, 1015, 1478, 1823, 1478, 1078, 1348, 1147, 1478, 1024, 1367, 860, 1139, 914, 1179, 923, // U+03D0
	1499, 1134, 1696, 1594, 1260, 1067, 1354, 909, 1110, 1110, 1344, 1190, 1432, 1043, 974, 789, // U+03E0
	1147, 1043, 909, 570, 1478, 829, 829, 1139, 1024, 1367, 1821, 1296, 1022, 1367, 1367, 0, // U+03F0
}

// cyrillic are those of Cyrillic letters, from U+0400 to U+045F.
var cyrillic = [...]int16{
	1296, 1296, 1624, 1160, 1435, 1400, 862, 862, 931, 2290, 2258, 1676, 1419, 1538, 1260, 1540, // U+0400
	1400, 1404, 1404, 1160, 1527, 1296, 1992, 1260, 1538, 1538, 1419, 1504, 1726, 1540, 1612, 1540, // U+0410
	1234, 1430, 1262, 1260, 1677, 1404, 1558, 1458, 2109, 2139, 1605, 1884, 1395, 1435, 2119, 1447, // U+0420
	1231, 1259, 1218, 964, 1273, 1219, 1635, 1074, 1311, 1311, 1212, 1272, 1426, 1305, 1244, 1305, // U+0430
	1275, 1095, 1017, 1212, 1722, 1212, 1320, 1240, 1795, 1817, 1313, 1627, 1169, 1121, 1718, 1229, // U+0440
	1219, 1219, 1296, 964, 1121, 1067, 562, 562, 706, 1871, 1871, 1296, 1212, 1311, 1212, 1305, // U+0450
}

// width gives the width of a text in pixels, rounded up.
func width(s string) int {
	sum := 0
	for _, r := range s {
		sum += advance(r)
	}
	return (sum*size + em - 1) / em
}

// advance gives the width of a letter, in parts of an em. Where it is not known, it is that
// of a letter of the same kind.
func advance(r rune) int {
	known := int16(0)
	switch {
	case r >= ' ' && r <= '~':
		known = ascii[r-' ']
	case r >= 0xa0 && r <= 0x17f:
		known = latin[r-0xa0]
	case r >= 0x370 && r <= 0x3ff:
		known = greek[r-0x370]
	case r >= 0x400 && r <= 0x45f:
		known = cyrillic[r-0x400]
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case known > 0:
		return int(known)
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul), r >= 0xff01 && r <= 0xff60, r > 0xffff:
		return em
	case joins(r):
		return em / 2
	case unicode.IsUpper(r):
		return int(ascii['N'-' '])
	case unicode.IsSpace(r):
		return int(ascii[0])
	}
	return int(ascii['n'-' '])
}

// joins reports whether a letter is of a script in which letters join, or are set around
// each other, and so have no width of their own.
func joins(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
		unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
		unicode.Thai, unicode.Lao, unicode.Tibetan, unicode.Myanmar, unicode.Khmer)
}
