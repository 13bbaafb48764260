// Reads a site's _headers and _redirects with Netlify's own parsers, and prints what they
// make of them.
// Usage: node netlify.mjs PATH-OF-NODE-MODULES SITE
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [modules, site] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(join(modules, "@netlify", name, "lib/index.js")).href);
const { parseAllHeaders } = await load("headers-parser");
const { parseAllRedirects } = await load("redirect-parser");

const headers = await parseAllHeaders({ headersFiles: [join(site, "_headers")], configHeaders: [], minimal: true });
const redirects = await parseAllRedirects({ redirectsFiles: [join(site, "_redirects")], configRedirects: [], minimal: true });
console.log(
  JSON.stringify({
    headers: headers.headers,
    redirects: redirects.redirects,
    errors: [...headers.errors, ...redirects.errors].map(String),
  }),
);
