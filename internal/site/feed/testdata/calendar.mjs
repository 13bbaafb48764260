// Reads a calendar with ical.js, and prints what it found as JSON.
// Usage: node calendar.mjs PATH-OF-ICAL.JS < maintenance.ics
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
ICAL.design.strict = true;

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const text = (component, name) => component.getFirstPropertyValue(name)?.toString() ?? "";
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    stamp: component.getFirstPropertyValue("dtstamp").toJSDate().toISOString(),
    sequence: event.sequence,
    status: text(component, "status"),
    summary: event.summary,
    description: event.description,
    location: event.location ?? "",
    url: text(component, "url"),
  };
});
console.log(JSON.stringify({
  name: text(calendar, "name"),
  refresh: text(calendar, "refresh-interval"),
  components: calendar.getAllSubcomponents().map((component) => component.name),
  events,
}));
