import type { DigestArticle, DigestProps, DigestSection } from '../../../emails/digest-props.ts'
import { shorten } from '../../publication/shorten.ts'

/** How much of an issue its digest shows; what is absent has no bound. */
export type Measure = {
  /** Most characters of a summary. */
  summary?: number
  /** Most briefs of a section, and most full pieces, that are shown by more than their titles. */
  briefs?: number
  full?: number
  /** Most cover lines. */
  lines?: number
  /** Most articles of a section, and most sections: how many there are beside is said, with a link to all. */
  articles?: number
  sections?: number
}

const onlyTitles: Measure = { briefs: 0, full: 0, lines: 3 }

/**
 * The measures of a digest, each smaller than the one before: as it was written; summaries of 200, 120, 60 characters;
 * briefs as titles; in each section one full piece less, and less, until all are titles, under three cover lines at
 * most; in each section one article less, and less; one article of each section, and of one section less, and less,
 * until only the way to the website is left.
 */
export const measuresOf = ({ sections }: DigestProps): Measure[] => {
  const most = (kinds: DigestArticle['kind'][]) =>
    Math.max(
      0,
      ...sections.map((section) => articlesOf(section).filter(({ kind }) => kinds.includes(kind)).length),
    )
  const down = (from: number, to: number) =>
    Array.from({ length: Math.max(0, from - to + 1) }, (_, at) => from - at)
  return [
    {},
    { summary: 200 },
    { summary: 120 },
    { summary: 60 },
    { summary: 60, briefs: 0 },
    ...down(most(['full']) - 1, 1).map((full) => ({ summary: 60, briefs: 0, full })),
    onlyTitles,
    ...down(most(['full', 'brief']) - 1, 1).map((articles) => ({ ...onlyTitles, articles })),
    ...down(sections.length - 1, 1).map((some) => ({ ...onlyTitles, articles: 1, sections: some })),
    { ...onlyTitles, sections: 0 },
  ]
}

/** A digest by a measure. */
export const cutDigest = (props: DigestProps, measure: Measure): DigestProps => {
  const { lines, sections: most = props.sections.length } = measure
  const left = props.sections.slice(most).flatMap(articlesOf).length
  return {
    ...props,
    coverLines: props.coverLines.slice(0, lines),
    sections: props.sections.slice(0, most).map((section) => cutSection(section, measure)),
    ...(left > 0 && { more: left }),
  }
}

const articlesOf = ({ groups }: DigestSection): DigestArticle[] => groups.flatMap(({ articles }) => articles)

const cutSection = (section: DigestSection, measure: Measure): DigestSection => {
  const { articles: most = Number.POSITIVE_INFINITY, briefs = most, full = most } = measure
  const room = { brief: briefs, full, title: most }
  const cut = (article: DigestArticle): DigestArticle =>
    room[article.kind]-- > 0 ? shortened(article, measure.summary) : titleOf(article)
  let left = most
  const groups = section.groups.flatMap(({ articles, ...group }) => {
    const shown = articles.slice(0, left).map(cut)
    left -= shown.length
    return shown.length > 0 ? [{ ...group, articles: shown }] : []
  })
  const more = articlesOf(section).length - articlesOf({ ...section, groups }).length
  return { ...section, groups, ...(more > 0 && { more }) }
}

const titleOf = ({ title, url }: DigestArticle): DigestArticle => ({ kind: 'title', title, url })

const shortened = (article: DigestArticle, most: number | undefined): DigestArticle => {
  const { summary } = article
  return summary === undefined || most === undefined
    ? article
    : { ...article, summary: shorten(summary, most) }
}

export type Fitting<Built> = {
  /** The most bytes that it may have. */
  most: number
  /** About how many it will have. */
  weigh: (props: DigestProps) => number
  build: (props: DigestProps) => Promise<Built>
  bytesOf: (built: Built) => number
}

/** An estimate that is over by so much may still be wrong, and what fits must stay as it is written. */
const doubt = 1.1

/**
 * Builds a digest by the largest measure under which it fits. It is chosen by estimates, each build corrects them, so
 * that there are few: one for what fits as it is written, mostly one for what does not.
 */
export const fitDigest = async <Built>(
  props: DigestProps,
  { most, weigh, build, bytesOf }: Fitting<Built>,
): Promise<Built> => {
  const measures = measuresOf(props)
  const weights = new Map<number, number>()
  const weightAt = (at: number) => {
    const weight = weights.get(at) ?? weigh(cutDigest(props, measures[at]!))
    weights.set(at, weight)
    return weight
  }
  let error = 0
  let at = weightAt(0) <= most * doubt ? 0 : firstWhere(1, measures.length, (one) => weightAt(one) <= most)
  for (;;) {
    const built = await build(cutDigest(props, measures[at]!))
    const bytes = bytesOf(built)
    if (bytes <= most || at === measures.length - 1) return built
    error = Math.max(error, bytes - weightAt(at))
    at = firstWhere(at + 1, measures.length, (one) => weightAt(one) + error <= most)
  }
}

/** The first number from `from` on for which it holds, the last before `end` if for none. What holds goes on to hold. */
const firstWhere = (from: number, end: number, holds: (at: number) => boolean): number => {
  let low = from
  let high = end - 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
