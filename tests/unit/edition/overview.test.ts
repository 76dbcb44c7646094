import { expect, test } from 'vitest'
import { digestProps } from '../../../functions/edition/digest/build-digest-props.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { imagesOf } from '../../../functions/edition/model/images.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { aLongNewsletter, aPublication, issueOf } from '../../builders.ts'

const sourceOf = (count: number, sections: number, change = (yaml: string) => yaml) => {
  const files = aLongNewsletter(count, { sections, summary: 'What happened.' }).map((file) =>
    file.path === 'issue.yaml'
      ? { ...file, bytes: Buffer.from(change(String(Buffer.from(file.bytes)))) }
      : file,
  )
  return { issue: issueOf(files), publication: aPublication(), language: 'en', siteUrl: 'https://m.example' }
}
const overviewOf = (source: ReturnType<typeof sourceOf>) =>
  digestProps(source, imagesOf(source.issue)).overview
const byTopic = (yaml: string) => yaml.replace('title: { en: Part 1 }', 'topic: focus')

test('a long issue of several sections says how much it holds, with a link to each', async () => {
  const source = sourceOf(8, 2)
  expect(overviewOf(source)).toMatchObject({
    whole: '8 pieces · 4 min read',
    sections: [
      { name: 'Part 1', count: '4', url: 'https://m.example/en/issues/weekly/#section-1' },
      { name: 'Part 2', count: '4' },
    ],
  })
  const { digest } = await buildEdition(source)
  const { html, text } = fill(prepare(digest, []), { unsubscribe: '#', preferences: '#', rating: '#' })
  expect(html).toContain('Part 1&nbsp;4</a>')
  expect(text).toContain('8 pieces · 4 min read\n- Part 1 4\n- Part 2 4\n')
})

test('a short issue, or one of a single section, does not', () => {
  expect(overviewOf(sourceOf(7, 2))).toBeUndefined()
  expect(overviewOf(sourceOf(20, 1))).toBeUndefined()
})

test('where readers choose among topics it counts by section, and names only what a reader gets', async () => {
  const source = sourceOf(8, 2, byTopic)
  expect(overviewOf(source)).not.toHaveProperty('whole')
  const { digest } = await buildEdition(source)
  const shown = (topic: string) =>
    fill(prepare(digest, [topic]), { unsubscribe: '#', preferences: '#', rating: '#' }).text
  expect(shown('focus')).toContain('- In Focus 4\n- Part 2 4\n')
  expect(shown('views')).not.toContain('In Focus')
})
