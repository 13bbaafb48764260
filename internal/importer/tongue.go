package importer

import (
	"slices"
	"strings"
	"time"
)

// What people write into the texts of a status page to say when something was, in the
// languages that pages were seen in. All words are in lower case.

// monthWords are the names of the months, from January on, with their short forms.
var monthWords = [12]string{
	"january jan januar janvier janv enero ene gennaio gen januari janeiro",
	"february feb februar février fevrier févr febrero febbraio februari fevereiro fev",
	"march mar märz marz mars marzo maart mrt março",
	"april apr avril avr abril abr aprile",
	"may mai mayo maggio mag mei maj maio",
	"june jun juni juin junio giugno giu junho",
	"july jul juli juillet juil julio luglio lug julho",
	"august aug août aout agosto ago augustus augusti",
	"september sep sept septiembre septembre settembre set setembro",
	"october oct oktober okt octobre octubre ottobre ott outubro out",
	"november nov novembre noviembre novembro",
	"december dec dezember dez décembre déc diciembre dic dicembre dezembro",
}

// weekdayWords are the names of the days of the week, from Sunday on.
var weekdayWords = [7]string{
	"sunday sun sonntag domingo dimanche domenica söndag zondag",
	"monday mon montag lunes lundi lunedì måndag maandag segunda",
	"tuesday tue tues dienstag martes mardi martedì tisdag dinsdag terça",
	"wednesday wed mittwoch miércoles miercoles mercredi mercoledì onsdag woensdag quarta",
	"thursday thu thurs donnerstag jueves jeudi giovedì torsdag donderdag quinta",
	"friday fri freitag viernes vendredi venerdì fredag vrijdag sexta",
	"saturday sat samstag sonnabend sábado sabado samedi sabato lördag zaterdag",
}

// monthOf gives the month that a word names; 0 where it names none.
func monthOf(word string) time.Month { return time.Month(place(monthWords[:], word) + 1) }

// weekdayOf gives the day of the week that a word names.
func weekdayOf(word string) (time.Weekday, bool) {
	n := place(weekdayWords[:], word)
	return time.Weekday(n), n >= 0
}

// place gives the first of some lists of words that holds a word; -1 where none does.
func place(lists []string, word string) int {
	word = strings.ToLower(word)
	return slices.IndexFunc(lists, func(list string) bool { return slices.Contains(strings.Fields(list), word) })
}

const (
	// dayJoints are words between the number of a day and its month.
	dayJoints = "of the de del le el den st nd rd th er"

	// timeJoints are words between a day and the time of the day.
	timeJoints = "at around about ca kl um a à las las los from t ~"

	// labelWords are those with which people begin a message in a text of several.
	labelWords = "update updated updates edit edited status message notice initial final first original latest new " +
		"resolved fixed solved completed monitoring watching identified investigating " +
		"actualización actualizacion actualizado aktualisierung uppdatering uppdaterad aggiornamento atualização mise jour " +
		"finalizado resuelto investigando gelöst behoben löst åtgärdat résolu risolto"

	// labelJoints are words within such a beginning that say nothing.
	labelJoints = "on at as of from the for am um el la del a à den le"

	// postmortemWords begin what was learned.
	postmortemWords = "postmortem post-mortem rca"
)

// among reports whether a word stands in a list.
func among(list, word string) bool {
	return slices.Contains(strings.Fields(list), strings.ToLower(word))
}

// zoneNamed gives the zone that a word stands for where a time is written. Where one word
// means several zones, there is none; "CST" is not China's here, and "BST" is not that of
// Bangladesh.
func zoneNamed(word string) (*time.Location, bool) {
	hours := map[string]int{
		"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
		"MSK": 3, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
		"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
	}
	if h, ok := hours[word]; ok {
		return time.FixedZone("", h*3600), true
	}
	places := map[string]string{
		"ET": "America/New_York", "EASTERN": "America/New_York", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
		"MT": "America/Denver", "MOUNTAIN": "America/Denver", "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
	}
	return zoneOf(places[word])
}
