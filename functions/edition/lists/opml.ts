import { escapeHtml } from '../../web/escape-html.ts'
import { feedPath, opmlPath } from '../../web/site-paths.ts'
import type { SiteFile } from '../model/edition.ts'
import { type Listing, nameOfTopic } from '../model/listing-entries.ts'
import { archivePath, sectionPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'

/** All feeds of a language in one list that feed readers import (OPML 2.0, http://opml.org/spec2.opml). */
export const opmlFile = (listing: Listing): SiteFile => {
  const { publication, language, siteUrl } = listing
  const name = publication.names[language]!
  const outline = (text: string, topic?: string): string => {
    const page = topic === undefined ? archivePath(language) : sectionPath(language, topic)
    return `<outline type="rss" text="${escapeHtml(text)}" language="${language}" xmlUrl="${siteUrl}${feedPath(language, 'rss', topic)}" htmlUrl="${siteUrl}${page}"/>\n`
  }
  const sections = publication.topics.map(({ id }) => outline(nameOfTopic(id, listing), id))
  const body = `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head><title>${escapeHtml(name)}</title></head>
<body>
${outline(name)}<outline text="${escapeHtml(name)}">
${sections.join('')}</outline>
</body>
</opml>
`
  return assetFile(opmlPath(language), 'application/xml; charset=utf-8', body, false)
}
