// Reads feeds with rss-parser, and prints what it found as JSON.
// Usage: node rss.mjs PATH-OF-RSS-PARSER URL...
import { createRequire } from "node:module";

const [library, ...urls] = process.argv.slice(2);
const Parser = createRequire(import.meta.url)(library);
const parser = new Parser();

const feeds = [];
for (const url of urls) {
  const feed = await parser.parseURL(url);
  feeds.push({
    title: feed.title,
    link: feed.link,
    self: feed.feedUrl,
    items: feed.items.map((item) => ({
      id: item.guid ?? item.id,
      title: item.title,
      link: item.link,
      at: item.isoDate,
      text: item["content:encodedSnippet"] ?? item.contentSnippet,
      categories: (item.categories ?? []).map((category) => category._),
    })),
  });
}
console.log(JSON.stringify(feeds));
