import type { Mapping } from '../../../../functions/subscription/import/column-names.ts'
import type { Encoding } from '../../../../functions/subscription/import/encoding.ts'
import type { Offer } from '../../../../functions/subscription/import/find-columns.ts'
import { inspectFile } from '../../../../functions/subscription/import/inspect-file.ts'
import { createJudge, type Judged } from '../../../../functions/subscription/import/judge-by-file.ts'
import { readRows } from '../../../../functions/subscription/import/read-rows.ts'
import { aPublication } from '../../../builders.ts'
import { aFile } from './some-file.ts'

export const offer: Offer = aPublication({
  fields: [
    { id: 'name', names: { 'zh-CN': '称呼', en: 'Your name' }, kind: 'text' },
    {
      id: 'role',
      names: { 'zh-CN': '身份', en: 'I am a' },
      kind: 'choice',
      options: [
        { id: 'student', names: { 'zh-CN': '学生', en: 'Student' } },
        { id: 'media', names: { 'zh-CN': '媒体', en: 'Media' } },
      ],
    },
    { id: 'print', names: { 'zh-CN': '印刷版', en: 'Printed, too' }, kind: 'yes-no' },
  ],
  greeting: {
    field: 'name',
    texts: { 'zh-CN': '{name}：', en: '{name},' },
    fallback: { 'zh-CN': '读者', en: 'reader' },
  },
})

type How = {
  name?: string
  mapping?: Mapping
  encoding?: Encoding
  roles?: boolean
  chunk?: number
  language?: string
}

/** Inspects a file and judges all of its rows. */
export const judgeFile = async (
  bytes: Uint8Array | string,
  { name = 'readers.csv', roles = false, chunk, language = 'zh-CN', ...how }: How = {},
) => {
  const open = aFile(bytes, chunk)
  const { plan, header } = await inspectFile({ open, name, offer, ...how })
  const judge = createJudge({ offer, plan, language, roles })
  const judged: Judged[] = []
  for await (const row of readRows(open, plan.shape, plan.from)) judged.push(judge(row))
  return { plan, header, judged }
}

/** What became of each row, in a word or two. */
export const verdictsOf = (judged: readonly Judged[]): string[] =>
  judged.map((one) => {
    if (one.outcome === 'blank') return 'blank'
    if (one.outcome === 'passed-over') return one.reason
    const { as } = one.reader
    return as.status === 'suppressed' ? `suppressed ${as.cause}` : as.status
  })
