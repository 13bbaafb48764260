package content

// abbreviation is one thing that people mean by an abbreviation of a zone.
type abbreviation struct{ offset, meaning string }

// abbreviations are those that people write into status pages.
var abbreviations = map[string][]abbreviation{
	"UTC": {{"Z", "UTC"}}, "GMT": {{"Z", "UTC"}}, "UT": {{"Z", "UTC"}},
	"EST":  {{"-05:00", "North American Eastern standard time"}, {"-04:00", "the wall clock of New York in summer"}},
	"EDT":  {{"-04:00", "North American Eastern daylight time"}},
	"ET":   {{"-05:00", "New York in winter"}, {"-04:00", "New York in summer"}},
	"CST":  {{"-06:00", "North American Central standard time"}, {"-05:00", "the wall clock of Chicago in summer"}, {"+08:00", "China"}},
	"CDT":  {{"-05:00", "North American Central daylight time"}},
	"CT":   {{"-06:00", "Chicago in winter"}, {"-05:00", "Chicago in summer"}},
	"MST":  {{"-07:00", "North American Mountain standard time"}, {"-06:00", "the wall clock of Denver in summer"}},
	"MDT":  {{"-06:00", "North American Mountain daylight time"}},
	"MT":   {{"-07:00", "Denver in winter"}, {"-06:00", "Denver in summer"}},
	"PST":  {{"-08:00", "North American Pacific standard time"}, {"-07:00", "the wall clock of Los Angeles in summer"}},
	"PDT":  {{"-07:00", "North American Pacific daylight time"}},
	"PT":   {{"-08:00", "Los Angeles in winter"}, {"-07:00", "Los Angeles in summer"}},
	"AKST": {{"-09:00", "Alaska standard time"}}, "AKDT": {{"-08:00", "Alaska daylight time"}}, "HST": {{"-10:00", "Hawaii"}},
	"BRT": {{"-03:00", "Brasília"}}, "ART": {{"-03:00", "Argentina"}},
	"WET": {{"+00:00", "Western European time"}}, "WEST": {{"+01:00", "Western European summer time"}},
	"BST": {{"+01:00", "British summer time"}, {"+06:00", "Bangladesh"}},
	"CET": {{"+01:00", "Central European time"}, {"+02:00", "the wall clock of Berlin in summer"}}, "CEST": {{"+02:00", "Central European summer time"}},
	"MEZ": {{"+01:00", "Central European time"}}, "MESZ": {{"+02:00", "Central European summer time"}},
	"EET": {{"+02:00", "Eastern European time"}}, "EEST": {{"+03:00", "Eastern European summer time"}},
	"MSK": {{"+03:00", "Moscow"}}, "TRT": {{"+03:00", "Turkey"}}, "SAST": {{"+02:00", "South Africa"}},
	"GST": {{"+04:00", "the Gulf"}}, "PKT": {{"+05:00", "Pakistan"}},
	"IST": {{"+05:30", "India"}, {"+01:00", "Irish summer time"}, {"+02:00", "Israel"}},
	"WIB": {{"+07:00", "Western Indonesia"}}, "SGT": {{"+08:00", "Singapore"}}, "HKT": {{"+08:00", "Hong Kong"}},
	"AWST": {{"+08:00", "Western Australia"}}, "JST": {{"+09:00", "Japan"}}, "KST": {{"+09:00", "Korea"}},
	"AEST": {{"+10:00", "Eastern Australia"}}, "AEDT": {{"+11:00", "Eastern Australia in summer"}},
	"NZST": {{"+12:00", "New Zealand"}}, "NZDT": {{"+13:00", "New Zealand in summer"}},
}
