import type { DigestArticle, DigestLead, DigestProps, DigestSection } from '../../../emails/digest-props.ts'
import { shorten } from '../../publication/shorten.ts'

/** How much of an issue its digest shows; an absent limit means no limit. */
export type Measure = {
  /** Maximum characters of a summary. */
  summary?: number
  /** Maximum briefs and features of a section that show more than their titles. */
  briefs?: number
  features?: number
  /** Maximum cover lines. */
  lines?: number
  /** Maximum articles of a section, and sections. The digest says how many more there are, with a link to all. */
  articles?: number
  sections?: number
}

const onlyTitles: Measure = { briefs: 0, features: 0, lines: 3 }

/**
 * The measures of a digest, each smaller than the one before:
 * - everything as written;
 * - summaries of 200, then 120, then 60 characters, the last without the lead's first words;
 * - briefs as titles;
 * - in each section, ever fewer features, until all are titles, with at most three cover lines;
 * - in each section, ever fewer articles, down to one;
 * - ever fewer sections, until only the lead and the link to the website are left.
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
    ...down(most(['feature']) - 1, 1).map((features) => ({ summary: 60, briefs: 0, features })),
    onlyTitles,
    ...down(most(['feature', 'brief']) - 1, 1).map((articles) => ({ ...onlyTitles, articles })),
    ...down(sections.length - 1, 1).map((some) => ({ ...onlyTitles, articles: 1, sections: some })),
    { ...onlyTitles, sections: 0 },
  ]
}

/** Shortens a digest to a measure. */
export const cutDigest = (props: DigestProps, measure: Measure): DigestProps => {
  const { lines, sections: most = props.sections.length } = measure
  const { lead } = props
  const left = props.sections.slice(most).flatMap(articlesOf).length
  return {
    ...props,
    coverLines: props.coverLines.slice(0, lines),
    ...(lead && { lead: cutLead(lead, measure) }),
    sections: props.sections.slice(0, most).map((section) => cutSection(section, measure)),
    ...(left > 0 && { more: left }),
  }
}

/** The lead keeps a summary even where everything else is only titles. */
const cutLead = (lead: DigestLead, { summary: most, briefs }: Measure): DigestLead => {
  const { opening, ...rest } = lead
  const isBare = briefs === 0 || (most !== undefined && most <= 60)
  return shortened(isBare ? rest : lead, most ?? (briefs === 0 ? 60 : undefined))
}

const articlesOf = ({ groups }: DigestSection): DigestArticle[] => groups.flatMap(({ articles }) => articles)

const cutSection = (section: DigestSection, measure: Measure): DigestSection => {
  const { articles: most = Number.POSITIVE_INFINITY, briefs = most, features = most } = measure
  const room = { brief: briefs, feature: features, title: most }
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

const shortened = <Piece extends { summary?: string }>(article: Piece, most: number | undefined): Piece => {
  const { summary } = article
  return summary === undefined || most === undefined
    ? article
    : { ...article, summary: shorten(summary, most) }
}

export type Fitting<Built> = {
  /** Maximum bytes. */
  most: number
  /** Estimates the bytes. */
  weigh: (props: DigestProps) => number
  build: (props: DigestProps) => Promise<Built>
  bytesOf: (built: Built) => number
}

/** An estimate this far over the limit may still be wrong, and a digest that fits must not be shortened. */
const doubt = 1.1

/**
 * Builds a digest by the largest measure that fits. Estimates choose the measure and each build corrects them, so
 * builds are few: one if everything fits, usually one if it does not.
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

/**
 * Binary search: the first number from `from` on for which `holds` is true, or the last before `end` if none is. Once
 * true, `holds` must stay true.
 */
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
