// Draws badges as shields.io does, with its own library badge-maker, and prints how wide
// their two texts are, and the colour of the second.
// Usage: node shields.mjs PATH-OF-BADGE-MAKER < badges.json
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { makeBadge } = createRequire(import.meta.url)(process.argv[2]);

const drawn = JSON.parse(readFileSync(0, "utf8")).map(({ schemaVersion, ...badge }) => {
  const svg = makeBadge(badge); // throws where a field is unknown, or of another type
  const colours = [...svg.matchAll(/<rect [^>]*fill="(#[^"]+)"/g)].map((match) => match[1]);
  const widths = [...svg.matchAll(/textLength="(\d+)"/g)].map((match) => match[1] / 10);
  return { colour: colours[1], label: widths[0], message: widths.at(-1) };
});
console.log(JSON.stringify(drawn));
