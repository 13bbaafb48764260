// Runs a CloudFront function over the paths of a JSON list, and prints what becomes of
// each: the path that is fetched from the bucket, or the status and the place to go to.
// Usage: node cloudfront.mjs FUNCTION < paths.json
import { readFileSync } from "node:fs";

const handler = new Function(readFileSync(process.argv[2], "utf8") + "; return handler;")();
const answers = JSON.parse(readFileSync(0, "utf8")).map((uri) => {
  const answer = handler({ request: { method: "GET", uri, headers: {} } });
  return answer.uri ?? `${answer.statusCode} ${answer.headers.location.value}`;
});
console.log(JSON.stringify(answers));
