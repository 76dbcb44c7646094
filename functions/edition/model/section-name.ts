import type { Section } from '../../issue/issue.ts'
import type { Source } from './edition.ts'

/** A section's name: its topic's, or its own title. */
export const sectionName = (
  { topic, title }: Pick<Section, 'topic' | 'title'>,
  { publication, language }: Pick<Source, 'publication' | 'language'>,
): string =>
  (topic === undefined ? title : publication.topics.find(({ id }) => id === topic)?.names)?.[language] ?? ''

/** An id for a section on the page, for links. @param at its index in the issue, from 0 */
export const sectionAnchor = ({ topic }: Section, at: number): string => topic ?? `section-${at + 1}`
