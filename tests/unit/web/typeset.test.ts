import { expect, test } from 'vitest'
import { html } from '../../../functions/web/html.ts'
import { stylesheet } from '../../../functions/web/style.ts'
import { typeset } from '../../../functions/web/typeset.ts'
import { aPublication } from '../../builders.ts'

const set = (text: string) => html`${typeset(text, 'en')}`.html

test.each([
  ['GPT-4 and after', '<span class="whole">GPT-4</span> and after'],
  ['与GPT-3.5、COVID-19', '与<span class="whole">GPT-3.5</span>、<span class="whole">COVID-19</span>'],
  ['a <GPT-4>', 'a &lt;<span class="whole">GPT-4</span>&gt;'],
])('%s stays whole where a number follows a hyphen', (text, wanted) => {
  expect(set(text)).toBe(wanted)
})

test.each(['state-of-the-art', '2023-04-20', 'v-', 'GPT-4-based', 'Incomprehensibilities-1'])(
  '%s may break where it did',
  (text) => expect(set(text)).toBe(text),
)

test('no rule of the pages meets a span by its element alone: in any text there may be one', () => {
  expect(stylesheet(aPublication().brand)).not.toMatch(/(^|[\s,>(+~])span(?![-\w])[^.{]*\{/m)
})
