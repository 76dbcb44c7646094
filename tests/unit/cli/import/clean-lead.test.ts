import { expect, test } from 'vitest'
import { cleanMarkdown } from '../../../../cli/import/clean/clean.ts'

const lead = (text: string): string =>
  cleanMarkdown(text.split('\n').map((one, at) => ({ line: at + 1, text: one }))).lead

test.each([
  ['entries of a list are set apart', '- Cranes\n- Ropes\n- Tides', 'Cranes · Ropes · Tides'],
  [
    'cells of a table are set apart',
    '| Day | What |\n|---|---|\n| Mon | Choir |',
    'Day · What · Mon · Choir',
  ],
  ['an address alone says nothing', '<https://h.example/crane>\n\n<https://h.example/rope>', ''],
  [
    'a quotation that comes first counts',
    '> The sea is never the same.\n\nUntil next time, dear reader!',
    'The sea is never the same. Until next time, dear reader!',
  ],
  [
    'a picture within a link says nothing',
    '[![Cover](https://h.example/c.png)](https://h.example/v)\n**The old crane** is a film of ours',
    'The old crane is a film of ours',
  ],
])('%s', (_, text, said) => {
  expect(lead(text)).toBe(said)
})

test('a label in brackets before a link is no shortcode', () => {
  const { markdown } = cleanMarkdown([{ line: 1, text: '[video] [The crane](https://h.example/v)' }])
  expect(markdown).toContain('video')
})

test('a list of which one entry alone holds HTML is read', () => {
  const lines = ['- crane 3', '- rope 5', '- tide 9', '<svg onload=alert(1)>']
  const { markdown } = cleanMarkdown(lines.map((text, at) => ({ line: at + 1, text })))
  expect(markdown).toContain('- crane 3\n- rope 5\n- tide 9')
})

test('rules alone are no text', () => {
  expect(cleanMarkdown([{ line: 1, text: '***' }]).markdown.trim()).toBe('')
})
