"use strict";
// What only the page of a component has: its year, a column a week and a row a day of it.
// See walkable in site.js.
const year = document.querySelector(".year");
if (year) {
	const days = +year.dataset.days, weeks = +year.dataset.weeks, first = +year.dataset.first;
	walkable(year, {
		outline: n => `M${Math.floor((n + first) / 7) - .5} ${(n + first) % 7 - .5}h1v1h-1z`,
		at: (x, y) => Math.floor(x * weeks) * 7 + Math.min(6, Math.floor(y * 7)) - first,
		steps: {ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7, Home: -days, End: days},
	});
}

// A link may lead to any day; the table tells days that are alike in one row.
function find() {
	const wanted = location.hash.slice(1), row = /^d\d/.test(wanted) && [...document.querySelectorAll(".days tr[id]")].find(row => row.id <= wanted);
	if (!row) return;
	const fold = row.closest("details");
	if (fold) fold.open = true;
	row.scrollIntoView();
}
find();
addEventListener("hashchange", find);
