// Package status holds the nouns of a status site and what follows from them by
// definition: [Site], [Component], [Incident] with its [Update]s, [Effect], [Record].
//
// Nothing here reads a file or a clock. A Site is what the files say, for all time;
// what an incident's words mean at one instant is its [Course]. What a whole site says
// at one instant is package report's.
//
// # Time
//
// Instants are whole seconds. The zero time stands for "not given" or, as an end, for
// "still lasting". Intervals are half-open: [from, until).
package status
