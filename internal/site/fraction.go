package site

import (
	"strconv"
	"strings"

	"ownup/internal/status"
)

// percentOf writes a fraction as a percentage, exactly: "99.95", "30".
func percentOf(f status.Fraction) string {
	const one = status.Whole / 100
	whole, rest := int64(f/one), int64(f%one)
	if rest == 0 {
		return strconv.FormatInt(whole, 10)
	}
	digits := strconv.FormatInt(int64(one)+rest, 10)[1:]
	return strconv.FormatInt(whole, 10) + "." + strings.TrimRight(digits, "0")
}
