import { expect, test } from 'vitest'
import { consoleCss } from '../../../functions/console/frame/style.ts'
import { stylesheet } from '../../../functions/web/style.ts'
import { readPublication } from '../../../infra/publication.ts'

/** The classes of which a sheet says how they look. */
const classesIn = (css: string): string[] => [
  ...new Set([...css.replaceAll(/\{[^{}]*\}/g, '{}').matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!)),
]

test('the console takes from the site’s style what forms have, and no other name means two things', () => {
  const site = classesIn(stylesheet(readPublication('content/publication.yaml').brand))
  const both = classesIn(consoleCss).filter((name) => site.includes(name))
  const ofForms = ['button', 'choices', 'field', 'form', 'note', 'problems']
  // `lead` and `go` of the site stand in lists of articles and results alone; `name`, `scroll` and `wide` look alike in both.
  expect(both.sort()).toEqual([...ofForms, 'go', 'lead', 'name', 'scroll', 'wide'].sort())
})
