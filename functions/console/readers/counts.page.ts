import type { ReaderCounts } from '../../subscription/counts/reader-counts.ts'
import { type Html, html } from '../../web/html.ts'
import { type Counts, mostFirst, totalOf } from '../frame/counts.ts'
import { figures } from '../frame/facts.page.ts'
import { dataTable } from '../frame/table.page.ts'
import type { Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'
import { languageName, topicName } from '../words/publication-names.ts'

/** Counts by name, the most first, each as a share. @param whole of what; their sum if it is left out */
export const shareTable = (
  label: string,
  column: string,
  counts: Counts,
  visit: Visit,
  nameOf: (key: string) => string,
  whole = totalOf(counts),
): Html => {
  const { words, format } = visit
  const rows = mostFirst(counts).map(([key, count]) => [
    nameOf(key),
    format.number(count),
    format.share(count, whole),
  ])
  if (rows.length === 0) return html`<p class="quietly">${words.counting.none}</p>`
  return dataTable(label, [column, { number: words.readers.number }, { number: words.readers.share }], rows)
}

/** How many readers there are in each state. */
export const stateFigures = ({ statuses }: ReaderCounts, { words, format }: Visit): Html => {
  const known = ['active', 'paused', 'pending', 'unsubscribed', 'suppressed'].filter((one) => one in statuses)
  return figures(known.map((one) => [namedIn(words.readerStates, one), format.number(statuses[one]!)]))
}

/** Whom the digest goes to, by language and by topic. */
export const countTables = ({ languages, topics }: ReaderCounts, visit: Visit): Html => {
  const { words, publication } = visit
  const texts = words.readers
  const readers = totalOf(languages)
  const named = (id: string) => (id === 'all' ? texts.allTopics : topicName(id, visit))
  return html`<div class="panels">
<section class="panel"><h2>${texts.languages}</h2>${shareTable(texts.languages, texts.language, languages, visit, (tag) => languageName(tag, visit))}</section>
${publication.topics.length > 0 && html`<section class="panel"><h2>${texts.topics}</h2>${shareTable(texts.topics, texts.topic, topics, visit, named, readers)}<p class="quietly">${texts.topicsNote}</p></section>`}
</div>`
}
