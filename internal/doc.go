// Package internal is the map of the house. A package imports only packages above it in
// this list (a folder's own sub-packages count as above it), and the data flows one way,
// in values: files → *status.Site → *report.Report → output.Tree → folder or server.
//
//	diag/                  a problem and its place: Pos, Problem, List
//	markdown/              sections of a text, and their HTML (the only user of goldmark)         no I/O
//	status/                the nouns: Site, Component, Incident, Update, Effect, Record           no I/O
//	uptime/                effects → Timeline → Tally, Days: arithmetic on intervals              no I/O
//	report/                what the site says at one instant: At(site, record, now)               no I/O
//	content/               the files ⇄ the nouns: Load, Format, AppendUpdate
//	content/frontmatter/   keys that know their place (the only user of adrg/frontmatter and YAML)
//	content/schema/        JSON Schemas of what people write, for their editors
//	content/revision/      which commits touched which file, from git; pushing one
//	content/record/        what each edit of a report changed in what readers see
//	output/                Tree; writing it into a folder
//	site/                  Report → Tree: one table that lists every file a site has
//	site/locale/           the words of the pages, their plurals and dates
//	site/theme/            templates and assets: a built-in theme under a site's overrides
//	site/feed/             RSS, Atom, JSON Feed and iCalendar
//	site/banner/           what is wrong, for other sites to show
//	site/badge/            pictures of the state, for readmes and other sites
//	site/api/              what programs read: exact numbers, with their schemas
//	site/api/statuspage/   the documents of Atlassian Statuspage's public API
//	site/api/prometheus/   metrics in Prometheus' text format
//	publish/               Tree → folder, branch of a git repository, bucket, host by SFTP
//	publish/served/        what an address serves: which build, how old, whether whole
//	publish/websub/        telling a hub which feeds changed
//	notify/                what changed between two reports → messages → mail, chat, webhooks
//	importer/              other tools' data → nouns → files: one file a tool
//	exporter/              the whole history in the shapes of other tools
//	forge/                 where GitHub and GitLab let people edit files in a browser
//	issue/                 an issue of GitHub or GitLab → what to write into its incident's file
//	preview/               serving a site while it is written (the only user of fsnotify)
//	cli/                   the commands: one file each
package internal
